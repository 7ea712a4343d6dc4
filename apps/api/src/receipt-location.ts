import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, tap } from 'rxjs';
import type { Receipt } from '#commands/command.js';

/** Says beside a receipt where it is found again, with the way to its proofs. The receipt itself stays as it was. */
export class ReceiptLocation implements NestInterceptor<Receipt, Receipt> {
  intercept(context: ExecutionContext, next: CallHandler<Receipt>): Observable<Receipt> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap(({ commandId }) => response.setHeader('Location', `/receipts/${commandId}`)));
  }
}
