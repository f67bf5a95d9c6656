/** Asks for a formula in LaTeX, draws it while it is typed, and says what can't be read yet. */
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { drawFormula, latexLengthMax } from '../../document/nodes/math.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

export interface FormulaDialogProps {
  readonly latex: string;
  readonly isBlock: boolean;
  readonly isNew: boolean;
  readonly refusal: string | null;
  /** An empty formula takes it away. */
  readonly onSave: (latex: string) => void;
  readonly onClose: () => void;
}

export function FormulaDialog({ latex, isBlock, isNew, refusal, onSave, onClose }: FormulaDialogProps): ReactElement {
  const { formula: words, app } = useWords();
  const id = useId();
  const [value, setValue] = useState(latex);
  const trimmed = value.trim();
  const canSave = refusal === null && (trimmed !== '' || !isNew);
  return (
    <Dialog title={isNew ? words.addTitle : words.editTitle} refusal={refusal} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) onSave(trimmed);
        }}
      >
        <div className="field">
          <label htmlFor={id}>{words.label}</label>
          <textarea
            id={id}
            className="latex"
            rows={3}
            dir="ltr"
            value={value}
            maxLength={latexLengthMax}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            onChange={(event) => setValue(event.target.value)}
            onKeyDown={(event) => {
              // A formula is one line of thought: Enter saves it, Shift-Enter breaks the line.
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          <p id={`${id}-hint`} className="field-note">
            {words.hint}
          </p>
        </div>
        <Preview latex={trimmed} isBlock={isBlock} />
        <div className="dialog-actions">
          {isNew ? null : (
            <Button look="quiet" className="is-first" disabled={refusal !== null} onClick={() => onSave('')}>
              {words.remove}
            </Button>
          )}
          <Button onClick={onClose}>{app.cancel}</Button>
          <Button look="primary" type="submit" disabled={!canSave}>
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Preview({ latex, isBlock }: { readonly latex: string; readonly isBlock: boolean }): ReactElement {
  const { formula: words } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ readonly latex: string; readonly fault: string | null }>({ latex: '', fault: null });
  useEffect(() => {
    if (latex === '') return undefined;
    const waiting = new AbortController();
    const { signal } = waiting;
    const draw = async (): Promise<void> => {
      const formula = document.createElement('span');
      const fault = await drawFormula(formula, { latex, isBlock, signal }).catch((error: unknown) => String(error));
      if (signal.aborted) return;
      setDrawn({ latex, fault });
      // What could be read last stays while the rest is on its way.
      if (fault === null) place.current?.replaceChildren(...formula.childNodes);
    };
    void draw();
    return () => waiting.abort();
  }, [latex, isBlock]);
  const fault = drawn.latex === latex ? drawn.fault : null;
  return (
    <>
      <div className="formula-preview" role="group" aria-label={words.preview}>
        {latex === '' ? <p className="field-note">{words.empty}</p> : null}
        <div ref={place} className="formula is-preview" dir="ltr" hidden={latex === ''} />
      </div>
      <p className="field-note is-error" role="status">
        {fault === null ? '' : words.fault(fault)}
      </p>
    </>
  );
}
