/** Takes a stored value of one version to the next. Pure; never edited once it has been released. */
export type UpgradeStep = (stored: unknown) => unknown

/**
 * Takes what was stored to the newest version, one step at a time. Pure.
 *
 * @param version of what was stored; 1 is the first, and what is newer than the newest is left as it is
 * @param steps the first leads from version 1 to 2
 */
export const upgradeStored = (stored: unknown, version: number, steps: readonly UpgradeStep[]): unknown =>
  steps.slice(Math.max(0, version - 1)).reduce((value: unknown, step) => step(value), stored)
