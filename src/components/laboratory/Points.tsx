/** A stand-in that the next commit fills. */
export function Points({ id }: { id: string }) {
  return <p>Points: {id}</p>;
}
