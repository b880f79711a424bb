interface Props {
  readonly label?: string;
  readonly onDismiss: () => void;
}

export function Dismiss({ label = "Dismiss", onDismiss }: Props) {
  return (
    <button type="button" className="plain" aria-label={label} onClick={onDismiss}>
      ✕
    </button>
  );
}
