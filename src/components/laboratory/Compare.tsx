/** A stand-in that the next commit fills. */
export function Compare({ id }: { id: string }) {
  return <p>Methods compared: {id}</p>;
}
