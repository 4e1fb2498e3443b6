/** How well an item was recalled, in FSRS's words and order. */
export const grades = ['again', 'hard', 'good', 'easy'] as const;
export type Grade = (typeof grades)[number];

/** The lower of two grades: what a cap does. */
export const atMost = (grade: Grade, cap: Grade): Grade =>
  grades.indexOf(grade) <= grades.indexOf(cap) ? grade : cap;
