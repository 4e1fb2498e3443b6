/** Letters that stand for choices: the ones that are keys of a session are left out. */
export const choiceLetters: readonly string[] = [...'abcdefgijklmnortvwxy'];

/** `a`, `b`, `c` … for the n-th choice, thing to order, or key point. */
export const letterOf = (n: number): string => choiceLetters[n] ?? String(n + 1);
