// Classes in headers: whoever can reach the handle may join it in another unit.

#include "owner.h"

void use(PublicHandle &A, Protected &B, Private &C) {
  A.start();
  B.start();
  C.start();
  inHeader();
}
