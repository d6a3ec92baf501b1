#pragma once

class Metrics {
public:
  void start();

private:
  int Flushes = 0;
};
