import { useDraft } from "./useDraft.ts";

interface Props {
  readonly label: string;
  readonly value: number;
  /** How the number is written when it is not being edited. */
  readonly text?: string;
  readonly onChange: (value: number) => void;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
}

/** A number that can be typed. */
export function NumberField({ label, value, text = String(value), onChange, className, disabled }: Props) {
  const draft = useDraft(text, (typed) => {
    const number = Number(typed.replace("−", "-"));
    if (typed.trim() !== "" && Number.isFinite(number)) onChange(number);
  });
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
