import { askGrid, ServerError, type GridFigures, type Text } from '../api';
import { createStore } from '../store';

/** The grid that was clicked or chosen in the list, with the server's figures once they are here. */
export interface Selection {
  code: string;
  figures: GridFigures | null;
  problem: Text | null;
}

export const selection = createStore<Selection | null>(null);
export const hovered = createStore<string | null>(null);

export async function select(code: string | null): Promise<void> {
  if (code === (selection.get()?.code ?? null)) return;
  if (code === null) {
    selection.set(null);
    return;
  }
  selection.set({ code, figures: null, problem: null });
  let answer: Selection;
  try {
    answer = { code, figures: await askGrid(code), problem: null };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    answer = { code, figures: null, problem: error.text };
  }
  // A later choice wins over an earlier one's late answer.
  if (selection.get()?.code === code) selection.set(answer);
}
