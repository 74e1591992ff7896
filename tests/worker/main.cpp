#include <gtest/gtest.h>

#include "worker/child.h"
#include "worker/misbehaving_reader.h"

/// The pool runs this program again as its workers, like the product does.
int main(int argc, char** argv) {
  if (const auto code = cpsaudit::maybe_run_worker(argc, argv, cpsaudit::make_misbehaving_reader)) return *code;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
