import { report } from '../state/carrying.ts';
import { sayNumber } from '../state/dates.ts';
import { forget, joining, joinRefused } from '../state/founding.ts';
import { t } from '../state/language.ts';
import { session } from '../state/session.ts';
import { Button } from '../ui/Button.tsx';
import { Words } from '../ui/Layout.tsx';
import { Empty, Notice, Progress } from '../ui/Notice.tsx';
import { alertPicture, handsPicture } from '../ui/pictures.ts';
import { Page, TopBar } from '../ui/Shell.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

/** Between the code and the community: goes on by itself, also after the phone was off. */
export function Joining() {
  const kept = session.value?.kept;
  const taking = report.value?.taking;
  const leave = () => kept && void forget(kept);
  return (
    <>
      <TopBar title={joining.value?.invitation.communityName ?? t('common:app')}>
        <LanguageSwitch />
      </TopBar>
      <Page>
        {joinRefused.value ? (
          <Notice
            tone="clay"
            picture={alertPicture}
            text={t('problems:' + joinRefused.value)}
            role="alert"
          />
        ) : (
          <>
            <Empty picture={handsPicture} text={t('welcome:joining')} />
            {taking && (
              <Progress
                label={t('common:taking', {
                  done: sayNumber(taking.done),
                  of: sayNumber(taking.of),
                })}
                done={taking.done}
                of={taking.of}
              />
            )}
            <Words kind="quiet">
              {t('common:truth-link-' + (report.value?.link ?? 'waiting'))}
            </Words>
          </>
        )}
        <Button kind="quiet" onPress={leave}>
          {t('welcome:other-code')}
        </Button>
      </Page>
    </>
  );
}
