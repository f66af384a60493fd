import { useState } from 'preact/hooks';
import { t } from '../../state/language.ts';
import { me, nameOf } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { checkPicture, clockPicture, peoplePicture } from '../../ui/pictures.ts';
import { backupsOf, canChoose, claimOf, leadOf } from './board.ts';
import type { Need } from './need.ts';
import { ReleaseSheet } from './ReleaseSheet.tsx';
import { choose, stay } from './tending.ts';

/** Who has it, and, when two took it on apart, how that stands: kindly, with one tap to settle it. */
export function Claims({ need }: { readonly need: Need }) {
  const [isReleasing, setReleasing] = useState(false);
  const my = me.value;
  const lead = leadOf(need);
  const mine = claimOf(need, my);
  if (lead === undefined || need.state !== 'claimed') return null;
  const backups = backupsOf(need);
  const leader = nameOf(lead.by);
  return (
    <div class="stack">
      {mine === lead ? (
        <Notice
          tone={lead.asked ? 'marigold' : 'leaf'}
          picture={lead.asked ? clockPicture : checkPicture}
          text={t(lead.asked ? 'needs:you-asked' : 'needs:you-lead')}
        />
      ) : (
        <Notice
          tone="sky"
          picture={checkPicture}
          text={t(lead.asked ? 'needs:asked-by' : 'needs:held-by', { name: leader })}
        />
      )}
      {mine?.standing === 'backup' && (
        <Notice
          tone="marigold"
          picture={peoplePicture}
          text={t('needs:you-backup', { name: leader })}
        >
          {!mine.stayed && (
            <Button kind="quiet" onPress={() => void act(stay(need, my), 'needs:stayed')}>
              {t('needs:stay')}
            </Button>
          )}
          <Button kind="quiet" onPress={() => setReleasing(true)}>
            {t('needs:step-back')}
          </Button>
        </Notice>
      )}
      {backups.length > 0 && mine?.standing !== 'backup' && (
        <p class="quiet">
          {t('needs:backups', { names: backups.map(({ by }) => nameOf(by)).join(', ') })}
        </p>
      )}
      {canChoose(need, my) && <p>{t('needs:who-does-it')}</p>}
      {canChoose(need, my) &&
        need.claims.map(({ id, by }) => (
          <Button
            key={id}
            kind="quiet"
            onPress={() => void act(choose(need, id, my), 'needs:chosen')}
          >
            {t('needs:choose', { name: nameOf(by) })}
          </Button>
        ))}
      {isReleasing && <ReleaseSheet need={need} onClose={() => setReleasing(false)} />}
    </div>
  );
}
