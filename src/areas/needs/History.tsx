import type { Charter } from '../../community/charter.ts';
import type { Entry } from '../../community/entry.ts';
import { sayWhen } from '../../state/dates.ts';
import { t } from '../../state/language.ts';
import { me, nameOf } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { undoPicture } from '../../ui/pictures.ts';
import { Section } from '../../ui/Shell.tsx';
import { canUndo, type Happened, historyOf } from './history.ts';
import type { Need } from './need.ts';
import { undo } from './tending.ts';

interface HistoryProps {
  readonly need: Need;
  readonly entries: readonly Entry[];
  readonly charter: Charter;
}

/** The story so far, newest first; what I did myself can be taken back. */
export function History({ need, entries, charter }: HistoryProps) {
  return (
    <Section title={t('needs:history')}>
      <ol class="stack">
        {historyOf(entries, charter).map((item) => (
          <li key={item.entry} class="row">
            <span>
              {item.isUndone ? <s>{tell(item, need)}</s> : tell(item, need)}
              <span class="small quiet"> {sayWhen(item.at)}</span>
            </span>
            {canUndo(item, me.value) && (
              <Button
                kind="plain"
                picture={undoPicture}
                onPress={() => void act(undo(need, item.entry), 'common:taken-back')}
              >
                {t('common:undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function tell({ did, by, changed, reason, words }: Happened, need: Need): string {
  const name = nameOf(by) ?? t('common:somebody');
  const fields = changed.map((field) => t('needs:field-' + field)).join(', ');
  const why = [reason && t('needs:reason-' + reason), words].filter(Boolean).join(' — ');
  return t(did === 'posted' ? `needs:did-posted-${need.side}` : `needs:did-${did}`, {
    name,
    fields,
    why,
  });
}
