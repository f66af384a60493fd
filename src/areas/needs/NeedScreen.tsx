import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import type { Entry } from '../../community/entry.ts';
import type { RecordId } from '../../community/id.ts';
import { sayDay, sayWhen } from '../../state/dates.ts';
import { t } from '../../state/language.ts';
import { useLive } from '../../state/live.ts';
import { entriesOn, notSent, rowOf } from '../../state/rows.ts';
import { charter, me, nameOf } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { Words } from '../../ui/Layout.tsx';
import { Empty, Notice } from '../../ui/Notice.tsx';
import { Picture } from '../../ui/Picture.tsx';
import {
  alertPicture,
  archivePicture,
  checkPicture,
  editPicture,
  needsPicture,
} from '../../ui/pictures.ts';
import { Page } from '../../ui/Shell.tsx';
import { canClaim, canConfirm, canEdit, canMarkDone, canTend, claimOf } from './board.ts';
import { Claims } from './Claims.tsx';
import { Collisions } from './Collisions.tsx';
import { EditSheet } from './EditSheet.tsx';
import { History } from './History.tsx';
import { LOOKS, StateOf, titleOf, UrgencyTag } from './NeedCard.tsx';
import type { Need } from './need.ts';
import { ReleaseSheet } from './ReleaseSheet.tsx';
import { archive, claim, confirm, markDone, undo } from './tending.ts';

/** One need: what, when, where, who has it, its story, and what I can do. */
export default function NeedScreen() {
  const id = useRoute().params.id as RecordId;
  const need = useLive(() => rowOf<Need>('needs', id).then((row) => row ?? 'none'), [id]);
  const entries = useLive(() => entriesOn(id), [id]) ?? [];
  if (need === undefined) return <Page>{null}</Page>;
  if (need === 'none') {
    return (
      <Page>
        <Empty picture={needsPicture} text={t('needs:gone')} />
      </Page>
    );
  }
  return (
    <Page>
      <About need={need} />
      <Claims need={need} />
      <Collisions need={need} />
      {need.editedAfterArchiving && (
        <Notice tone="marigold" picture={alertPicture} text={t('needs:edited-after-archiving')} />
      )}
      <Actions need={need} />
      <Sent entries={entries} />
      {charter.value && <History need={need} entries={entries} charter={charter.value} />}
    </Page>
  );
}

function About({ need }: { readonly need: Need }) {
  const { picture, tone } = LOOKS[need.what];
  return (
    <>
      <div class="row">
        <span class={`swatch tone-${tone}`}>
          <Picture of={picture} size="tile" />
        </span>
        <h2 dir="auto" lang={need.lang}>
          {titleOf(need)}
        </h2>
      </div>
      {need.words.includes('\n') && <Words lang={need.lang}>{need.words}</Words>}
      <p class="row quiet">
        <UrgencyTag need={need} />
        {need.state !== 'claimed' && <StateOf need={need} />}
        {need.zone !== '' && <span dir="auto">{need.zone}</span>}
        {need.day !== null && <span>{sayDay(need.day)}</span>}
      </p>
      <Words kind="quiet">
        {t('needs:by-' + need.side, { name: nameOf(need.by), when: sayWhen(need.at) })}
      </Words>
    </>
  );
}

function Actions({ need }: { readonly need: Need }) {
  const { route } = useLocation();
  const [sheet, setSheet] = useState<'release' | 'edit' | undefined>(undefined);
  const my = me.value;
  const takeBack = ({ id }: Entry) => undo(need, id);
  const mine = claimOf(need, my);
  const archiveIt = async () => {
    if (await act(archive(need, my), 'needs:archived', takeBack)) route('/needs');
  };
  return (
    <div class="stack">
      {canClaim(need, my) && (
        <Button wide onPress={() => void act(claim(need, my), 'needs:claimed', takeBack)}>
          {t(need.claims.length > 0 ? 'needs:claim-backup' : `needs:claim-${need.side}`)}
        </Button>
      )}
      {canMarkDone(need, my) && (
        <Button
          wide
          picture={checkPicture}
          kind={mine ? 'main' : 'quiet'}
          onPress={() => void act(markDone(need, my), 'needs:marked-done', takeBack)}
        >
          {t('needs:mark-done')}
        </Button>
      )}
      {canConfirm(need, my) && (
        <Button wide onPress={() => void act(confirm(need, my), 'needs:confirmed', takeBack)}>
          {t('needs:confirm')}
        </Button>
      )}
      {mine && need.state === 'claimed' && (
        <Button wide kind="quiet" onPress={() => setSheet('release')}>
          {t('needs:release')}
        </Button>
      )}
      <div class="row row-fill">
        {canEdit(need, my) && (
          <Button kind="quiet" picture={editPicture} onPress={() => setSheet('edit')}>
            {t('needs:edit')}
          </Button>
        )}
        {canTend(need, my) && !need.archived && (
          <Button kind="quiet" picture={archivePicture} onPress={() => void archiveIt()}>
            {t('needs:archive')}
          </Button>
        )}
      </div>
      {sheet === 'release' && <ReleaseSheet need={need} onClose={() => setSheet(undefined)} />}
      {sheet === 'edit' && <EditSheet need={need} onClose={() => setSheet(undefined)} />}
    </div>
  );
}

/** Where this record is: on this phone, or with the others too. */
function Sent({ entries }: { readonly entries: readonly Entry[] }) {
  const waiting = useLive(() => notSent(entries), [entries]);
  if (waiting === undefined || entries.length === 0) return null;
  return (
    <Words kind="quiet">
      {waiting === 0 ? t('needs:is-sent') : t('needs:is-here', { count: waiting })}
    </Words>
  );
}
