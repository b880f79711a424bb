/** A stand-in that the next commit fills. */
export function Convergence({ id }: { id: string }) {
  return <p>Convergence: {id}</p>;
}
