#include <cppunit/TestCase.h>
#include <cppunit/TestFixture.h>
