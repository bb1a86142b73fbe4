import { systemViewer, type Viewer } from '#access/viewer.js';
import { findViewers } from '#party/find-viewer.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import type { VerifiedToken } from './token-check.js';

/** Accounts in one question at most. */
const OF_A_QUESTION = 100;

interface Asked extends VerifiedToken {
  found(viewer: Viewer): void;
  failed(fault: unknown): void;
}

/**
 * Looks up who opens lines. There is one question at a time on its way, and whoever comes meanwhile shares the next:
 * thousands who come back at once must not stand before every connection of the pool, where who works here waits too.
 */
export class LineLookUps {
  private waiting: Asked[] = [];
  private asking = false;

  constructor(private readonly ground: OperationGround) {}

  /**
   * Who stands behind a verified token.
   * @throws HouseError UNAUTHENTICATED/UNKNOWN_ACCOUNT or ACCOUNT_REVOKED
   */
  find(token: VerifiedToken): Promise<Viewer> {
    return new Promise((found, failed) => {
      this.waiting.push({ ...token, found, failed });
      if (!this.asking) void this.askAll();
    });
  }

  private async askAll(): Promise<void> {
    this.asking = true;
    while (this.waiting.length > 0) await this.ask(this.waiting.splice(0, OF_A_QUESTION));
    this.asking = false;
  }

  private async ask(together: readonly Asked[]): Promise<void> {
    const subjects = [...new Set(together.map(({ subject }) => subject))];
    try {
      const viewerOf = await findViewers(openOperation(this.ground, systemViewer('door')), subjects);
      for (const { subject, expiresAt, found, failed } of together) {
        try {
          found(viewerOf(subject, expiresAt));
        } catch (refusal) {
          failed(refusal);
        }
      }
    } catch (fault) {
      for (const { failed } of together) failed(fault);
    }
  }
}
