// A dialog over the page. Escape and a click beside it close it.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { commonWords } from '../words/common.ts';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Whether the title is only for screen readers, and the content begins at the top. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}

export const Dialog = ({ title, isOpen, onClose, isBare = false, children }: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable
    className={styles.overlay!}
  >
    <Modal className={styles.modal!}>
      <AriaDialog className={styles.dialog!} {...(isBare && { 'aria-label': title })}>
        {!isBare && (
          <header className={styles.header}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label={commonWords.close} onPress={onClose} />
          </header>
        )}
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
