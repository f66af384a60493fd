import { claimOf } from '../areas/needs/board.ts';
import { NeedCard } from '../areas/needs/NeedCard.tsx';
import type { Need } from '../areas/needs/need.ts';
import { t } from '../state/language.ts';
import { useLive } from '../state/live.ts';
import { firstRows, rowsWith } from '../state/rows.ts';
import { charter, me } from '../state/session.ts';
import { LinkButton } from '../ui/Button.tsx';
import { CardList } from '../ui/Card.tsx';
import { Words } from '../ui/Layout.tsx';
import { Empty } from '../ui/Notice.tsx';
import { needsPicture, plusPicture } from '../ui/pictures.ts';
import { Page, Section } from '../ui/Shell.tsx';

const SHOWN = 5;

/** My promises, what is urgent, and what waits for a word from me. */
export default function Today() {
  const my = me.value?.id ?? '';
  const promises = useLive(() => rowsWith<Need>('needs', 'helpers', my, 20), [my]);
  const asked = useLive(() => rowsWith<Need>('needs', 'by', my, 200), [my]);
  const urgent = useLive(
    () =>
      firstRows<Need>(
        'needs',
        '[shelf+rank]',
        ['need'],
        SHOWN,
        (need) => need.urgency === 'today' && need.state === 'open' && need.by !== my,
      ),
    [my],
  );
  const isKnown = charter.value !== undefined && promises && asked && urgent;
  if (!isKnown) return <Page>{null}</Page>;
  const done = asked.filter((need) => need.state === 'done' && !need.archived);
  const mine = asked.filter((need) => need.shelf !== 'past').slice(0, SHOWN);
  const isQuiet = promises.length + done.length + urgent.length + mine.length === 0;
  return (
    <Page>
      <Words kind="big">
        {t('common:hello', { name: me.value?.name, community: charter.value?.name })}
      </Words>
      {isQuiet && (
        <Empty picture={needsPicture} text={t('common:quiet-day')}>
          <LinkButton href="/needs/new?side=need" picture={plusPicture}>
            {t('needs:ask')}
          </LinkButton>
          <LinkButton href="/people/invite" kind="quiet">
            {t('members:invite')}
          </LinkButton>
        </Empty>
      )}
      <Needs title={t('needs:to-confirm')} needs={done} />
      <Needs
        title={t('needs:my-promises')}
        needs={[...promises].sort((a, b) => (a.rank < b.rank ? -1 : 1))}
      />
      <Needs title={t('needs:urgent')} needs={urgent.filter((need) => !claimOf(need, me.value))} />
      <Needs title={t('needs:mine')} needs={mine} />
    </Page>
  );
}

function Needs({ title, needs }: { readonly title: string; readonly needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <Section title={title}>
      <CardList>
        {needs.map((need) => (
          <NeedCard key={need.id} need={need} />
        ))}
      </CardList>
    </Section>
  );
}
