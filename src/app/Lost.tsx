import { forget } from '../state/founding.ts';
import { t } from '../state/language.ts';
import type { SessionState } from '../state/session.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { alertPicture } from '../ui/pictures.ts';
import { Page, TopBar } from '../ui/Shell.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

interface LostProps {
  readonly state: Extract<SessionState, { is: 'keys-lost' | 'unopenable' }>;
}

/** The phone's storage came back empty or not at all: said plainly, with the way back. */
export function Lost({ state }: LostProps) {
  const isGone = state.is === 'keys-lost';
  return (
    <>
      <TopBar title={t('common:app')}>
        <LanguageSwitch />
      </TopBar>
      <Page>
        <Notice
          tone="clay"
          picture={alertPicture}
          role="alert"
          text={t(isGone ? 'common:keys-lost' : 'common:unopenable')}
        />
        <Button onPress={() => location.reload()}>{t('common:try-again')}</Button>
        {isGone && (
          <Button kind="quiet" onPress={() => void forget(state.kept)}>
            {t('common:start-afresh')}
          </Button>
        )}
      </Page>
    </>
  );
}
