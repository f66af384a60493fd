import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it, in a sentence. */
  readonly wrong?: string | undefined;
  readonly kind?: 'line' | 'paragraph' | 'day';
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autoComplete?: string;
  /** Values offered while typing. */
  readonly suggestions?: readonly string[];
}

export function Field({
  label,
  value,
  onInput,
  hint,
  wrong,
  kind = 'line',
  maxLength,
  required = false,
  autoComplete = 'off',
  suggestions = [],
}: FieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    required,
    dir: 'auto' as const,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': hint || wrong ? `${id}-says` : undefined,
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  const read = (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
    onInput(event.currentTarget.value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {kind === 'paragraph' ? (
        <textarea {...shared} onInput={read} />
      ) : (
        <input
          {...shared}
          type={kind === 'day' ? 'date' : 'text'}
          autoComplete={autoComplete}
          list={suggestions.length > 0 ? `${id}-list` : undefined}
          onInput={read}
        />
      )}
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <span id={`${id}-says`} class="small">
        {wrong !== undefined && <span class="wrong">{wrong} </span>}
        {hint !== undefined && <span class="quiet">{hint}</span>}
      </span>
    </div>
  );
}
