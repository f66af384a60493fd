import { today } from '../../state/dates.ts';
import { t } from '../../state/language.ts';
import { useOnce } from '../../state/live.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Stepper } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Tile, TileGrid } from '../../ui/Tiles.tsx';
import { LOOKS } from './NeedCard.tsx';
import { zonesOf } from './NeedsScreen.tsx';
import { MAX_AMOUNT, type NeedWords, type Side, URGENCIES, WHATS, type What } from './need.ts';

interface WhatTilesProps {
  readonly onChoose: (what: What) => void;
}

/** First tap: the picture. */
export function WhatTiles({ onChoose }: WhatTilesProps) {
  return (
    <TileGrid label={t('needs:kinds')}>
      {WHATS.map((what) => (
        <Tile
          key={what}
          picture={LOOKS[what].picture}
          tone={LOOKS[what].tone}
          onPress={() => onChoose(what)}
        >
          {t('needs:what-' + what)}
        </Tile>
      ))}
    </TileGrid>
  );
}

interface NeedFormProps {
  readonly side: Side;
  readonly words: NeedWords;
  readonly submitWord: string;
  readonly onChange: (words: NeedWords) => void;
  readonly onSubmit: () => void;
}

/** How much, when, where, and a word about it; all but the picture may stay empty. */
export function NeedForm({ side, words, submitWord, onChange, onSubmit }: NeedFormProps) {
  const zones = useOnce(() => zonesOf(side)) ?? [];
  const set = (changes: Partial<NeedWords>) => onChange({ ...words, ...changes });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stepper
        label={t('needs:amount')}
        lessLabel={t('needs:less')}
        moreLabel={t('needs:more')}
        value={words.amount}
        most={MAX_AMOUNT}
        onChange={(amount) => set({ amount })}
      />
      <Choice
        label={t('needs:when')}
        options={URGENCIES.map((value) => ({ value, label: t('needs:urgency-' + value) }))}
        value={words.urgency}
        onChoose={(urgency) => set({ urgency, day: urgency === 'today' ? today.value : words.day })}
      />
      <Field
        label={t('needs:words')}
        hint={t(side === 'need' ? 'needs:words-hint' : 'needs:words-hint-offer')}
        kind="paragraph"
        value={words.words}
        maxLength={2000}
        onInput={(text) => set({ words: text })}
      />
      <Field
        label={t('needs:zone')}
        hint={t('needs:zone-hint')}
        value={words.zone}
        maxLength={60}
        suggestions={zones.filter(Boolean)}
        onInput={(zone) => set({ zone })}
      />
      <Field
        label={t('needs:day')}
        kind="day"
        value={words.day ?? ''}
        onInput={(day) => set({ day: day === '' ? null : day })}
      />
      <div class="submit">
        <Button type="submit" wide>
          {submitWord}
        </Button>
      </div>
    </form>
  );
}
