/** Seeds of histories that once ended differently on two phones. None has yet. */
export const REGRESSIONS: readonly number[] = [];
