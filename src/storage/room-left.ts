/** How full the phone is, and whether the browser promised to keep what is here. */
export interface Room {
  readonly usedBytes: number | undefined;
  /** What the browser says it would allow; an estimate that browsers do not keep current. */
  readonly allowedBytes: number | undefined;
  readonly isKept: boolean;
}

export async function roomLeft(): Promise<Room> {
  const estimate = await navigator.storage?.estimate?.();
  return {
    usedBytes: estimate?.usage,
    allowedBytes: estimate?.quota,
    isKept: (await navigator.storage?.persisted?.()) ?? false,
  };
}

/** Asks the browser not to clear this app's data by itself. Some ask the person, some decide. */
export async function askToKeep(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}
