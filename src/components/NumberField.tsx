import { fittedText } from "./fitted-text.ts";
import { useDraft } from "./useDraft.ts";

interface Props {
  readonly label: string;
  readonly value: number;
  /** How the number is written where the focus is elsewhere. */
  readonly text?: string;
  /** Characters that the field has room for: cut off, a number would read as another. */
  readonly room?: number;
  readonly onChange: (value: number) => void;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
}

/** A number that can be typed. */
export function NumberField({ label, value, text, room = 8, onChange, className, disabled }: Props) {
  const draft = useDraft(
    String(value),
    (typed) => {
      const number = Number(typed.replace("−", "-"));
      if (typed.trim() !== "" && Number.isFinite(number)) onChange(number);
    },
    fittedText(value, room, text),
  );
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      className={className}
      disabled={disabled}
      {...draft}
    />
  );
}
