/** How much the pictures on their way hold together: in pixels, or where there is a budget in bytes. */

/** Why: 128 MiB in 8 bits, some hundred textures of games or two photographs, which is look-ahead enough for any number. */
const MAX_PIXELS = 2 ** 25;

/** What is asked for before it is there. */
export interface Claim {
  /** How much; undefined where nobody can tell. */
  expected: () => Promise<number | undefined>;
  /** Told how much a file takes for which there is never room. */
  refuse: (amount: number) => never;
}

/** The room of one file; it gives back what it took when the file is done. */
export interface FileRoom {
  /**
   * Resolves when there is room, in the order of asking. Who knows how much takes it at once; who does not may go beyond
   * it, by that one picture.
   */
  open: (claim?: Claim) => Promise<void>;
  /** What it is in fact, in place of what was expected. */
  take: (amount: number, refuse?: Claim['refuse']) => void;
  leave: () => void;
}

/** Who waits: until it is its turn, until it is known how much it asks for, and until there is so much. */
interface Ticket {
  isReady: boolean;
  amount: number | undefined;
  enter: () => void;
}

/** A room that all files share. */
export function createPixelRoom(max = MAX_PIXELS): () => FileRoom {
  const waiting: Ticket[] = [];
  let taken = 0;
  const fits = ({ isReady, amount }: Ticket) => isReady && (amount === undefined ? taken < max : taken + amount <= max);
  const admit = () => {
    while (waiting.length > 0 && fits(waiting[0]!)) waiting.shift()!.enter();
  };
  return () => {
    let own = 0;
    let expected = 0;
    const change = (amount: number) => {
      own += amount;
      taken += amount;
      admit();
    };
    const claimTicket = async (ticket: Ticket, { expected, refuse }: Claim) => {
      try {
        ticket.amount = await expected();
        if (ticket.amount !== undefined && own + ticket.amount > max) refuse(own + ticket.amount);
      } catch (error) {
        waiting.splice(waiting.indexOf(ticket), 1);
        admit();
        throw error;
      }
      ticket.isReady = true;
      admit();
    };
    return {
      open: (claim) =>
        new Promise((resolve, reject) => {
          const enter = () => {
            expected = ticket.amount ?? 0;
            own += expected;
            taken += expected;
            resolve();
          };
          const ticket: Ticket = { isReady: claim === undefined, amount: undefined, enter };
          waiting.push(ticket);
          if (claim === undefined) admit();
          else claimTicket(ticket, claim).catch(reject);
        }),
      take: (amount, refuse) => {
        change(amount - expected);
        expected = 0;
        if (own > max) refuse?.(own);
      },
      leave: () => change(-own),
    };
  };
}
