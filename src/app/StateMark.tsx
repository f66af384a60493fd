import { useState } from 'preact/hooks';
import { report, waiting } from '../state/carrying.ts';
import { sayNumber, sayWhen } from '../state/dates.ts';
import { t } from '../state/language.ts';
import { notSaving, session } from '../state/session.ts';
import type { Tone } from '../ui/Card.tsx';
import { Words } from '../ui/Layout.tsx';
import { type Drawing, Picture } from '../ui/Picture.tsx';
import { alertPicture, herePicture, sentPicture, toSendPicture } from '../ui/pictures.ts';
import { Sheet } from '../ui/Sheet.tsx';

interface Mark {
  readonly word: string;
  readonly tone: Tone;
  readonly picture: Drawing;
}

function markNow(): Mark {
  const { count } = waiting.value;
  if (notSaving.value) {
    return { word: t('common:mark-not-saved'), tone: 'clay', picture: alertPicture };
  }
  if (session.value?.kept.sample || report.value?.lastContact === undefined) {
    return { word: t('common:mark-here'), tone: 'quiet', picture: herePicture };
  }
  if (count > 0) {
    return { word: t('common:mark-to-send', { count }), tone: 'marigold', picture: toSendPicture };
  }
  return { word: t('common:mark-sent'), tone: 'leaf', picture: sentPicture };
}

/** Where what I wrote is. Tapped, it tells the whole truth. */
export function StateMark() {
  const [isOpen, setOpen] = useState(false);
  const { word, tone, picture } = markNow();
  return (
    <>
      <button class="icon-button" type="button" onClick={() => setOpen(true)}>
        <span class={`tag tone-${tone}`}>
          <Picture of={picture} />
          {word}
        </span>
      </button>
      {isOpen && (
        <Sheet title={word} closeLabel={t('common:close')} onClose={() => setOpen(false)}>
          <Truth />
        </Sheet>
      )}
    </>
  );
}

const CLOCK_OFF_MS = 5 * 60_000;

function Truth() {
  const { count, since } = waiting.value;
  const now = report.value;
  if (session.value?.kept.sample) return <Words>{t('common:truth-sample')}</Words>;
  return (
    <>
      {notSaving.value && <Words>{t('problems:' + notSaving.value)}</Words>}
      <Words>
        {count > 0
          ? t('common:truth-waiting', { count, amount: sayNumber(count) })
          : t('common:truth-none-waiting')}
      </Words>
      {since !== undefined && <Words>{t('common:truth-since', { when: sayWhen(since) })}</Words>}
      <Words>
        {t('common:truth-link-' + (now?.link ?? 'waiting'))}{' '}
        {now?.lastContact !== undefined &&
          t('common:truth-contact', { when: sayWhen(now.lastContact) })}
      </Words>
      {now?.trouble && <Words>{t('problems:' + now.trouble)}</Words>}
      {Math.abs(now?.clockOffMs ?? 0) > CLOCK_OFF_MS && <Words>{t('common:truth-clock')}</Words>}
      <Words kind="quiet">{t('common:truth-safe')}</Words>
    </>
  );
}
