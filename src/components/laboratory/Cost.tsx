/** A stand-in that the next commit fills. */
export function Cost({ id }: { id: string }) {
  return <p>Cost: {id}</p>;
}
