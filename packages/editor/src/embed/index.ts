/** The door of the package for pages with React: the editor as a component, with its styles. */
import './embed.css';

export { CollaborativeEditor, type CollaborativeEditorProps } from './collaborative-editor.tsx';
export type { DocumentReason, DocumentState, DocumentStatus } from './document-status.ts';
