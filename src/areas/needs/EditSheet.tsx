import { useState } from 'preact/hooks';
import { t } from '../../state/language.ts';
import { me } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { NeedForm } from './NeedForm.tsx';
import { NEED_FIELDS, type Need, type NeedWords } from './need.ts';
import { edit, undo } from './tending.ts';

interface EditSheetProps {
  readonly need: Need;
  readonly onClose: () => void;
}

/** Changes are written over what showed when the sheet was opened, so that a collision is seen. */
export function EditSheet({ need, onClose }: EditSheetProps) {
  const [opened] = useState(need);
  const [words, setWords] = useState<NeedWords>(
    () =>
      Object.fromEntries(NEED_FIELDS.map((field) => [field, need[field]])) as unknown as NeedWords,
  );
  const save = async () => {
    const trimmed = { ...words, words: words.words.trim(), zone: words.zone.trim() };
    const written = await act(edit(opened, trimmed, me.value), 'needs:edited', ({ id }) =>
      undo(need, id),
    );
    if (written) onClose();
  };
  return (
    <Sheet title={t('needs:edit')} closeLabel={t('common:close')} onClose={onClose}>
      <NeedForm
        side={need.side}
        words={words}
        submitWord={t('needs:save')}
        onChange={setWords}
        onSubmit={() => void save()}
      />
    </Sheet>
  );
}
