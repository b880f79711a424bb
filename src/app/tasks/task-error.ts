/** Why a task cannot be done, in one sentence for the page. */
export class TaskError extends Error {}
