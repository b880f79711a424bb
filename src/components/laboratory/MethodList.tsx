import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { MethodPicker } from "./MethodPicker.tsx";
import { methodNames, withMethod } from "./method-choice.ts";
import { RowList } from "./RowList.tsx";

interface Props {
  readonly methods: readonly MethodChoice[];
  /** `kind` says what is being typed, so that it becomes one step of the history; null is a step by itself. */
  readonly onChange: (methods: readonly MethodChoice[], kind: string | null) => void;
}

/** Methods one below the other, each with its settings; they are added and removed. */
export function MethodList({ methods, onChange }: Props) {
  return (
    <RowList noun="method" rows={methods} fresh={freshMethod} onChange={(rows) => onChange(rows, null)}>
      {(choice, label, index) => (
        <MethodPicker
          label={label}
          choice={choice}
          onChange={(changed, typed) =>
            onChange(methods.with(index, changed), typed ? `${label} as typed` : null)
          }
        />
      )}
    </RowList>
  );
}

/** The first method that is not there yet. */
function freshMethod(methods: readonly MethodChoice[]): MethodChoice {
  const free = methodNames.find((name) => methods.every(({ method }) => method !== name));
  return withMethod({ method: "auto" }, free ?? "hutchinson");
}
