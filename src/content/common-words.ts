const written = `
  a an and any are as at be been but by can could did do does for from had has have how i if in into is it its just
  like may more most much must my no not of on one only or other our out over own same she should so some such than that
  the their them then there these they this those to too under up us very was we were what when where which while who
  why will with would you your
  able about after again all also always another ask back bad because before best better between big both bring call
  case change changes come day days different down each easy end enough even every example fact far fast few find first
  fix get give go good great group hard help here high idea important issue issues job keep kind know large last late
  later learn least less let line list little long look lot low main make many mean means need needs never new next
  normal now number often old once open order part people place plan point possible problem problems put question
  reason right run same say second see set several show side simple since slow small sometimes start state still
  stop sure take team teams tell test thing things think three through time times together try two type until usual
  use used user users value values want way ways week well whole without word work works world wrong year yes
  alert alerts answer app application cause causes check checks cloud code computer customer customers data
  engineer engineers error errors event events fail fails failed failure failures file host incident incidents
  information level load log logs machine message messages metric metrics model models monitor monitoring name network
  node page pages process product program request requests response result results rule rules server servers service
  services signal signals software system systems tool tools trace traces traffic update version`;

const words: ReadonlySet<string> = new Set(written.trim().split(/\s+/));

/** Whether a wording is one word that nearly every answer to a question of this field holds. */
export const isCommonWord = (wording: string): boolean => words.has(wording.trim().toLowerCase());
