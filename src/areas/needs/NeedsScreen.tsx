import { useState } from 'preact/hooks';
import { t } from '../../state/language.ts';
import { useLive } from '../../state/live.ts';
import { firstRows, valuesOf } from '../../state/rows.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { CardList } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { needsPicture, plusPicture } from '../../ui/pictures.ts';
import { Page } from '../../ui/Shell.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Chip, Chips } from '../../ui/Tiles.tsx';
import { NeedCard } from './NeedCard.tsx';
import { type Need, WHATS, type What } from './need.ts';

const PAGE = 20;
const SHELVES = ['need', 'offer', 'past'] as const;
type Shelf = (typeof SHELVES)[number];

/** The board: urgent first; asked for, offered, and what is over. */
export default function NeedsScreen() {
  const [shelf, setShelf] = useState<Shelf>('need');
  const [what, setWhat] = useState<What | undefined>(undefined);
  const [zone, setZone] = useState<string | undefined>(undefined);
  const [shown, setShown] = useState(PAGE);
  const zones = useLive(() => zonesOf(shelf), [shelf]) ?? [];
  const needs = useLive(() => ask(shelf, what, zone, shown + 1), [shelf, what, zone, shown]);
  return (
    <Page>
      <Tabs
        label={t('needs:title')}
        tabs={SHELVES.map((value) => ({ value, label: t('needs:shelf-' + value) }))}
        value={shelf}
        onChoose={(chosen) => {
          setShelf(chosen);
          setShown(PAGE);
        }}
      />
      <Chips label={t('needs:kinds')}>
        {WHATS.map((kind) => (
          <Chip
            key={kind}
            isOn={what === kind}
            onPress={() => setWhat(what === kind ? undefined : kind)}
          >
            {t('needs:what-' + kind)}
          </Chip>
        ))}
      </Chips>
      {zones.filter(Boolean).length > 0 && (
        <Chips label={t('needs:zone')}>
          {zones.filter(Boolean).map((name) => (
            <Chip
              key={name}
              isOn={zone === name}
              onPress={() => setZone(zone === name ? undefined : name)}
            >
              {name}
            </Chip>
          ))}
        </Chips>
      )}
      {needs?.length === 0 && <Empty picture={needsPicture} text={t('needs:empty-' + shelf)} />}
      {needs && needs.length > 0 && (
        <CardList>
          {needs.slice(0, shown).map((need) => (
            <NeedCard key={need.id} need={need} />
          ))}
        </CardList>
      )}
      {needs && needs.length > shown && (
        <Button kind="quiet" onPress={() => setShown(shown + PAGE)}>
          {t('needs:show-more')}
        </Button>
      )}
      <LinkButton
        href={`/needs/new?side=${shelf === 'offer' ? 'offer' : 'need'}`}
        picture={plusPicture}
        floating
      >
        {t(shelf === 'offer' ? 'needs:offer' : 'needs:ask')}
      </LinkButton>
    </Page>
  );
}

/** The named areas that needs of this shelf lie in. */
export function zonesOf(shelf: Shelf): Promise<readonly string[]> {
  return valuesOf<Need>('needs', '[shelf+zone+rank]', [shelf], 'zone');
}

/** Each filter has its index, so a list costs what it shows, whatever the history. */
function ask(shelf: Shelf, what: What | undefined, zone: string | undefined, limit: number) {
  if (what !== undefined) {
    const fits = (need: Need) => zone === undefined || need.zone === zone;
    return firstRows<Need>('needs', '[shelf+what+rank]', [shelf, what], limit, fits);
  }
  if (zone !== undefined) {
    return firstRows<Need>('needs', '[shelf+zone+rank]', [shelf, zone], limit);
  }
  return firstRows<Need>('needs', '[shelf+rank]', [shelf], limit);
}
