import { useState } from "react";

interface Props {
  readonly label: string;
  readonly value: number;
  /** How the number is written when it is not being edited. */
  readonly text?: string;
  readonly onChange: (value: number) => void;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
}

/**
 * A number that can be typed. What is typed takes effect when it is a number and stays as typed until the field is
 * left; then it shows the value that came of it.
 */
export function NumberField({ label, value, text = String(value), onChange, className, disabled }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      className={className}
      disabled={disabled}
      value={draft ?? text}
      onChange={(event) => {
        const typed = event.target.value;
        setDraft(typed);
        const number = Number(typed.replace("−", "-"));
        if (typed.trim() !== "" && Number.isFinite(number)) onChange(number);
      }}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") setDraft(null);
      }}
    />
  );
}
