/** Done, or refused and why. Refusals are values; surprises throw. */
export type Result<Value, Refused> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refused: Refused };

export function done<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function refuse<Refused>(refused: Refused): Result<never, Refused> {
  return { ok: false, refused };
}
