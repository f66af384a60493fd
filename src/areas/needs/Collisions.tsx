import { sayDay } from '../../state/dates.ts';
import { t } from '../../state/language.ts';
import { me, nameOf } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { alertPicture } from '../../ui/pictures.ts';
import { canEdit } from './board.ts';
import type { Collision, Need } from './need.ts';
import { settle } from './tending.ts';

/** Two people changed the same thing apart: both values, who wrote them, one tap to settle it. */
export function Collisions({ need }: { readonly need: Need }) {
  return (
    <>
      {need.collisions.map((collision) => (
        <Notice
          key={collision.field}
          tone="marigold"
          picture={alertPicture}
          text={t('needs:collision', { field: t('needs:field-' + collision.field) })}
        >
          {[collision.now, ...collision.others].map(({ entry, by, value }) => (
            <Button
              key={entry}
              kind="quiet"
              disabled={!canEdit(need, me.value)}
              onPress={() => void act(settle(need, collision, value, me.value), 'needs:settled')}
            >
              {t('needs:keep-version', { value: say(collision, value), name: nameOf(by) })}
            </Button>
          ))}
        </Notice>
      ))}
    </>
  );
}

function say({ field }: Collision, value: unknown): string {
  if (value === null || value === '') return t('needs:nothing');
  if (field === 'what') return t('needs:what-' + String(value));
  if (field === 'urgency') return t('needs:urgency-' + String(value));
  if (field === 'day') return sayDay(String(value));
  return String(value);
}
