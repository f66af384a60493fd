import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { report } from '../state/carrying.ts';
import { sayNumber } from '../state/dates.ts';
import { forget } from '../state/founding.ts';
import { t } from '../state/language.ts';
import { notSaving, session, sessionState } from '../state/session.ts';
import { told } from '../state/telling.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, Progress, Toast } from '../ui/Notice.tsx';
import {
  alertPicture,
  infoPicture,
  morePicture,
  needsPicture,
  peoplePicture,
  todayPicture,
} from '../ui/pictures.ts';
import { BottomBar, TopBar } from '../ui/Shell.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { StateMark } from './StateMark.tsx';
import { takeUpdate } from './update.ts';

interface FrameProps {
  readonly title: string;
  readonly back: string | undefined;
  readonly children: ComponentChildren;
}

const PLACES = [
  { href: '/', word: 'common:today', picture: todayPicture },
  { href: '/needs', word: 'needs:title', picture: needsPicture },
  { href: '/people', word: 'members:title', picture: peoplePicture },
  { href: '/more', word: 'common:more', picture: morePicture },
] as const;

/** What stands around every screen: its line at the top, the places, and what must be known now. */
export function Frame({ title, back, children }: FrameProps) {
  const { path, route } = useLocation();
  const here = '/' + (path.split('/')[1] ?? '');
  return (
    <div class="has-bar">
      <a class="skip" href="#main">
        {t('common:skip')}
      </a>
      <TopBar
        title={title}
        back={back ? { label: t('common:back'), onPress: () => goBack(route, back) } : undefined}
      >
        <LanguageSwitch />
        <StateMark />
      </TopBar>
      <Announcements />
      {children}
      {told.value && (
        <Toast
          text={told.value.text}
          action={t(told.value.undo ? 'common:undo' : 'common:close')}
          onAction={() => {
            const { undo } = told.value ?? {};
            told.value = undefined;
            undo?.();
          }}
        />
      )}
      <BottomBar
        label={t('common:places')}
        places={PLACES.map(({ href, word, picture }) => ({
          href,
          picture,
          label: t(word),
          isCurrent: href === here,
        }))}
      />
    </div>
  );
}

function goBack(route: (url: string) => void, back: string): void {
  if (history.length > 1) history.back();
  else route(back);
}

function Announcements() {
  const state = sessionState.value;
  const [isLossRead, readLoss] = useState(false);
  const lost = state.is === 'open' ? state.lost : 0;
  const taking = report.value?.taking;
  const kept = session.value?.kept;
  return (
    <div class="page-notices">
      {notSaving.value && (
        <Notice
          tone="clay"
          picture={alertPicture}
          text={t('problems:' + notSaving.value)}
          role="alert"
        />
      )}
      {lost > 0 && !isLossRead && (
        <Notice
          tone="marigold"
          picture={alertPicture}
          text={t('common:entries-lost', { count: lost })}
        >
          <Button kind="quiet" onPress={() => readLoss(true)}>
            {t('common:close')}
          </Button>
        </Notice>
      )}
      {takeUpdate.value && (
        <Notice tone="sky" picture={infoPicture} text={t('common:update')}>
          <Button kind="quiet" onPress={takeUpdate.value}>
            {t('common:update-now')}
          </Button>
        </Notice>
      )}
      {kept?.sample && (
        <Notice tone="plum" picture={infoPicture} slim text={t('common:sample')}>
          <Button kind="plain" onPress={() => void forget(kept)}>
            {t('common:sample-remove')}
          </Button>
        </Notice>
      )}
      {taking && (
        <Progress
          label={t('common:taking', { done: sayNumber(taking.done), of: sayNumber(taking.of) })}
          done={taking.done}
          of={taking.of}
        />
      )}
    </div>
  );
}
