import { sayDay } from '../../state/dates.ts';
import { t } from '../../state/language.ts';
import { me, nameOf } from '../../state/session.ts';
import { Card, StateTag, type Tone } from '../../ui/Card.tsx';
import type { Drawing } from '../../ui/Picture.tsx';
import {
  alertPicture,
  carePicture,
  checkPicture,
  clockPicture,
  companyPicture,
  foodPicture,
  healthPicture,
  housingPicture,
  moneyPicture,
  otherPicture,
  repairPicture,
  ridePicture,
  sentPicture,
  thingsPicture,
  urgentPicture,
  wordsPicture,
} from '../../ui/pictures.ts';
import { claimOf, leadOf } from './board.ts';
import type { Need, What } from './need.ts';

/** The picture and the hue of each kind. */
export const LOOKS: Readonly<Record<What, { readonly picture: Drawing; readonly tone: Tone }>> = {
  food: { picture: foodPicture, tone: 'leaf' },
  things: { picture: thingsPicture, tone: 'marigold' },
  ride: { picture: ridePicture, tone: 'sky' },
  care: { picture: carePicture, tone: 'clay' },
  health: { picture: healthPicture, tone: 'clay' },
  repair: { picture: repairPicture, tone: 'marigold' },
  housing: { picture: housingPicture, tone: 'plum' },
  money: { picture: moneyPicture, tone: 'leaf' },
  company: { picture: companyPicture, tone: 'plum' },
  words: { picture: wordsPicture, tone: 'sky' },
  other: { picture: otherPicture, tone: 'quiet' },
};

/** "Food × 4", or the first line of what somebody wrote. */
export function titleOf(need: Need): string {
  const words = need.words.trim().split('\n')[0];
  const what = t('needs:what-' + need.what);
  const counted = need.amount === null ? what : t('needs:counted', { what, amount: need.amount });
  return words ? `${counted} — ${words}` : counted;
}

export function NeedCard({ need }: { readonly need: Need }) {
  const { picture, tone } = LOOKS[need.what];
  return (
    <li>
      <Card
        href={'/needs/' + need.id}
        picture={picture}
        tone={tone}
        title={titleOf(need)}
        lang={need.lang}
      >
        <NeedTags need={need} />
        {need.zone !== '' && <span dir="auto">{need.zone}</span>}
        {need.day !== null && <span>{sayDay(need.day)}</span>}
      </Card>
    </li>
  );
}

/** Urgency and state, each as shape, word and colour. */
function NeedTags({ need }: { readonly need: Need }) {
  return (
    <>
      <UrgencyTag need={need} />
      <StateOf need={need} />
      {need.collisions.length > 0 && (
        <StateTag picture={alertPicture} tone="marigold">
          {t('needs:two-versions')}
        </StateTag>
      )}
    </>
  );
}

export function UrgencyTag({ need }: { readonly need: Need }) {
  return (
    <>
      {need.shelf !== 'past' && need.urgency === 'today' && (
        <StateTag picture={urgentPicture} tone="clay">
          {t('needs:urgency-today')}
        </StateTag>
      )}
      {need.shelf !== 'past' && need.urgency === 'week' && (
        <StateTag picture={clockPicture} tone="marigold">
          {t('needs:urgency-week')}
        </StateTag>
      )}
    </>
  );
}

export function StateOf({ need }: { readonly need: Need }) {
  if (need.archived) return <span>{t('needs:state-archived')}</span>;
  if (need.state === 'confirmed' || need.state === 'done') {
    const isConfirmed = need.state === 'confirmed';
    return (
      <StateTag picture={isConfirmed ? sentPicture : checkPicture} tone="leaf">
        {t('needs:state-' + need.state)}
      </StateTag>
    );
  }
  const lead = leadOf(need);
  if (lead === undefined) return <span>{t('needs:state-open')}</span>;
  const mine = claimOf(need, me.value);
  const key = mine
    ? `needs:mine-${mine.standing}`
    : lead.asked
      ? 'needs:asked-by'
      : 'needs:held-by';
  return (
    <StateTag picture={mine?.asked ? clockPicture : checkPicture} tone={mine ? 'leaf' : 'sky'}>
      {t(mine?.asked ? 'needs:mine-asked' : key, { name: nameOf(lead.by) })}
    </StateTag>
  );
}
