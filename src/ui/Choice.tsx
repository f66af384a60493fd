import { useId } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import { minusPicture, plusPicture } from './pictures.ts';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChoose,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} class={option.value === value ? 'is-chosen' : ''}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface StepperProps {
  readonly label: string;
  readonly lessLabel: string;
  readonly moreLabel: string;
  /** Nothing while no amount is given. */
  readonly value: number | null;
  readonly most: number;
  readonly onChange: (value: number | null) => void;
}

/** A whole number from 1, by thumb or by typing; below 1 there is no amount. */
export function Stepper({ label, lessLabel, moreLabel, value, most, onChange }: StepperProps) {
  const id = useId();
  const within = (wanted: number) => (wanted < 1 ? null : Math.min(most, Math.floor(wanted)));
  return (
    <fieldset class="stepper">
      <legend>
        <label for={id}>{label}</label>
      </legend>
      <div>
        <IconButton
          picture={minusPicture}
          label={lessLabel}
          onPress={() => onChange(within((value ?? 0) - 1))}
        />
        <input
          id={id}
          type="text"
          inputMode="numeric"
          value={value ?? ''}
          onInput={({ currentTarget }) => {
            const typed = Number.parseInt(currentTarget.value, 10);
            onChange(Number.isNaN(typed) ? null : within(typed));
          }}
        />
        <IconButton
          picture={plusPicture}
          label={moreLabel}
          onPress={() => onChange(within((value ?? 0) + 1))}
        />
      </div>
    </fieldset>
  );
}
