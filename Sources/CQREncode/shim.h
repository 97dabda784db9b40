#ifndef SOUK_CQREncode_H
#define SOUK_CQREncode_H
#include <qrencode.h>
#endif
