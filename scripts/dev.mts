// Runs the program from its sources: `npm run dev -- quiz`.
import { main } from '../src/main.ts';

await main(process.argv.slice(2));
