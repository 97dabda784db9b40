#ifndef SOUK_CXLSXWRITER_H
#define SOUK_CXLSXWRITER_H
#include <xlsxwriter.h>
#endif
