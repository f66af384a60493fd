import { useState } from 'preact/hooks';
import { t } from '../../state/language.ts';
import { me } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Words } from '../../ui/Layout.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { type Need, RELEASE_REASONS, type ReleaseReason } from './need.ts';
import { release, undo } from './tending.ts';

interface ReleaseSheetProps {
  readonly need: Need;
  readonly onClose: () => void;
}

/** Handing back asks for a reason, not an excuse. */
export function ReleaseSheet({ need, onClose }: ReleaseSheetProps) {
  const [reason, setReason] = useState<ReleaseReason>('no-time');
  const [words, setWords] = useState('');
  const handBack = async () => {
    await act(release(need, reason, words.trim(), me.value), 'needs:released', ({ id }) =>
      undo(need, id),
    );
    onClose();
  };
  return (
    <Sheet title={t('needs:release')} closeLabel={t('common:close')} onClose={onClose}>
      <Words>{t('needs:release-says')}</Words>
      <Choice
        label={t('needs:reason')}
        options={RELEASE_REASONS.map((value) => ({ value, label: t('needs:reason-' + value) }))}
        value={reason}
        onChoose={setReason}
      />
      <Field label={t('needs:reason-words')} value={words} maxLength={200} onInput={setWords} />
      <Button wide onPress={() => void handBack()}>
        {t('needs:release')}
      </Button>
    </Sheet>
  );
}
