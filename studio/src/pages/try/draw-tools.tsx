// What one draws with, and taking strokes back.
import { useMemo } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Slider } from '../../ui/slider.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { tryWords } from '../../words/try.ts';
import { tools, type Drawing, type Tool } from '../../core/drawing.ts';
import styles from './try.module.css';

interface DrawToolsProps {
  readonly drawing: Drawing;
  readonly tool: Tool;
  readonly width: number;
  readonly onTool: (tool: Tool) => void;
  readonly onWidth: (width: number) => void;
  /** The drawing has changed. */
  readonly onChange: () => void;
}

const words = tryWords.drawing;

export function DrawTools({ drawing, tool, width, onTool, onWidth, onChange }: DrawToolsProps) {
  const changes = useMemo(() => {
    const change = (act: () => void) => () => {
      act();
      onChange();
    };
    return {
      undo: change(() => drawing.undo()),
      redo: change(() => drawing.redo()),
      clear: change(() => drawing.clear()),
    };
  }, [drawing, onChange]);
  useActions(
    useMemo(
      () => [
        { id: 'try-undo', name: words.undo, section: tryWords.name, keys: 'u', run: changes.undo },
        { id: 'try-redo', name: words.redo, section: tryWords.name, keys: 'r', run: changes.redo },
        { id: 'try-clear', name: words.clear, section: tryWords.name, keys: 'c', run: changes.clear },
      ],
      [changes],
    ),
  );
  const isEmpty = drawing.strokes.length === 0;
  return (
    <div className={styles.tools}>
      <Segments
        label={words.tool}
        isNarrow
        choices={tools.map((id) => ({ id, name: words[id], icon: id }))}
        chosen={tool}
        onChoose={onTool}
      />
      <Slider label={words.width} isBare value={width} onChange={onWidth} minimum={4} maximum={64} step={4} />
      <div className={styles.strokes}>
        <IconButton icon="undo" label={words.undo} keys="u" isDisabled={isEmpty} onPress={changes.undo} />
        <IconButton
          icon="redo"
          label={words.redo}
          keys="r"
          isDisabled={!drawing.canRedo}
          onPress={changes.redo}
        />
        <IconButton icon="trash" label={words.clear} keys="c" isDisabled={isEmpty} onPress={changes.clear} />
      </div>
    </div>
  );
}
