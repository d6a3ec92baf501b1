//===- GenerateTables.cpp - The built-in models as constant tables --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs at build time: reads the YAML files with the loader that also reads
// users' files, and writes a source file that defines builtinLibraries(). The
// tables are constexpr, so the plugin pays nothing for them when it is loaded.
//
//   tether-model-tables OUTPUT INPUT...
//
//===----------------------------------------------------------------------===//

#include "Loader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

using namespace llvm;

namespace tether::model {

namespace {

/// Writes values as C++ initialisers, in the order of the fields in Model.h.
class Printer {
public:
  explicit Printer(raw_ostream &Out) : Out(Out) {}

  void libraries(ArrayRef<std::unique_ptr<UserLibrary>> Libraries);

private:
  void string(StringRef S) {
    Out << '"';
    Out.write_escaped(S) << '"';
  }
  template <typename E> void enumerator(StringRef Name, E Value) {
    Out << ", " << Name << '{' << int(Value) << '}';
  }
  void index(int8_t I) { Out << ", " << int(I); }
  void flag(bool B) { Out << (B ? ", true" : ", false"); }

  unsigned strings(ArrayRef<StringRef> Strings);
  unsigned operations(ArrayRef<Operation> Operations);
  void operation(const Operation &Op);
  unsigned types(ArrayRef<Type> Types);
  unsigned handlers(ArrayRef<Handler> Handlers);
  unsigned conventions(ArrayRef<Convention> Conventions);

  /// Starts a table and returns its number; empty tables have the number 0.
  unsigned begin(StringRef Element) {
    Out << "constexpr " << Element << " Table" << ++Tables << "[] = {\n";
    return Tables;
  }
  void reference(unsigned Table) {
    if (Table)
      Out << ", Table" << Table;
    else
      Out << ", {}";
  }

  raw_ostream &Out;
  unsigned Tables = 0;
};

unsigned Printer::strings(ArrayRef<StringRef> Strings) {
  if (Strings.empty())
    return 0;
  unsigned Table = begin("StringRef");
  for (StringRef S : Strings) {
    Out << "    ";
    string(S);
    Out << ",\n";
  }
  Out << "};\n";
  return Table;
}

void Printer::operation(const Operation &Op) {
  Out << "    {";
  string(Op.Name);
  enumerator("Role", Op.R);
  enumerator("Runs", Op.When);
  enumerator("RunsOn", Op.On);
  enumerator("Blocks", Op.Blocking);
  enumerator("Variant", Op.V);
  enumerator("OnClosed", Op.Closed);
  enumerator("OnDiscard", Op.Discard);
  enumerator("TimeUnit", Op.Unit);
  for (int8_t I : {Op.Callable, Op.Object, Op.HandleOut, Op.Argument,
                   Op.Attribute, Op.Timeout, Op.Elements, Op.After, Op.Arity})
    index(I);
  flag(Op.PassesToken);
  flag(Op.Signals);
  flag(Op.Negated);
  flag(Op.Rethrows);
  flag(Op.Replaces);
  for (StringRef S : {Op.Returns, Op.OnlyIf, Op.Completion}) {
    Out << ", ";
    string(S);
  }
  Out << "},\n";
}

unsigned Printer::operations(ArrayRef<Operation> Operations) {
  if (Operations.empty())
    return 0;
  unsigned Table = begin("Operation");
  for (const Operation &Op : Operations)
    operation(Op);
  Out << "};\n";
  return Table;
}

unsigned Printer::types(ArrayRef<Type> Types) {
  if (Types.empty())
    return 0;
  struct Parts {
    unsigned Constructors, Operations, Bodies;
  };
  std::vector<Parts> PartsOf;
  for (const Type &T : Types)
    PartsOf.push_back({operations(T.Constructors), operations(T.Operations),
                       strings(T.Bodies)});
  unsigned Table = begin("Type");
  for (const auto &[T, P] : zip_equal(Types, PartsOf)) {
    Out << "    {";
    string(T.Name);
    enumerator("Kind", T.K);
    enumerator("OnDestroy", T.Destroy);
    enumerator("RunsOn", T.On);
    enumerator("Capacity", T.Bound);
    index(T.CapacityIndex);
    enumerator("CloseProtocol", T.Protocol);
    index(T.Element);
    flag(T.RawHandle);
    flag(T.CancelledWithTask);
    flag(T.RangeReceives);
    reference(P.Constructors);
    reference(P.Operations);
    reference(P.Bodies);
    Out << "},\n";
  }
  Out << "};\n";
  return Table;
}

unsigned Printer::handlers(ArrayRef<Handler> Handlers) {
  if (Handlers.empty())
    return 0;
  std::vector<unsigned> Parameters;
  for (const Handler &H : Handlers)
    Parameters.push_back(strings(H.Parameters));
  unsigned Table = begin("Handler");
  for (const auto &[H, P] : zip_equal(Handlers, Parameters)) {
    Out << "    {";
    string(H.Id);
    enumerator("Handler::Match", H.M);
    Out << ", ";
    string(H.Name);
    reference(P);
    enumerator("RunsOn", H.On);
    flag(H.BlockingCancelled);
    Out << "},\n";
  }
  Out << "};\n";
  return Table;
}

unsigned Printer::conventions(ArrayRef<Convention> Conventions) {
  if (Conventions.empty())
    return 0;
  struct Parts {
    unsigned Words, Unless, Takes, Fills;
  };
  std::vector<Parts> PartsOf;
  for (const Convention &C : Conventions)
    PartsOf.push_back({strings(C.Words), strings(C.Unless), strings(C.Takes),
                       strings(C.Fills)});
  unsigned Table = begin("Convention");
  for (const auto &[C, P] : zip_equal(Conventions, PartsOf)) {
    Out << "    {";
    string(C.Id);
    enumerator("Role", C.R);
    enumerator("RunsOn", C.On);
    for (unsigned Phrases : {P.Words, P.Unless, P.Takes, P.Fills})
      reference(Phrases);
    Out << "},\n";
  }
  Out << "};\n";
  return Table;
}

void Printer::libraries(ArrayRef<std::unique_ptr<UserLibrary>> Libraries) {
  Out << "// Generated from checks/model/data; do not edit.\n\n"
         "#include \"Model.h\"\n\n"
         "using llvm::StringRef;\n\n"
         "namespace tether::model {\n\nnamespace {\n\n";
  struct Parts {
    unsigned Namespaces, Types, Functions, Handlers, Conventions;
  };
  std::vector<Parts> PartsOf;
  for (const auto &U : Libraries) {
    const Library &L = U->library();
    Out << "// " << L.Name << "\n\n";
    PartsOf.push_back({strings(L.Namespaces), types(L.Types),
                       operations(L.Functions), handlers(L.Handlers),
                       conventions(L.Conventions)});
  }
  unsigned Table = begin("Library");
  for (const auto &[U, P] : zip_equal(Libraries, PartsOf)) {
    Out << "    {";
    string(U->library().Name);
    Out << ", \"built-in\"";
    reference(P.Namespaces);
    reference(P.Types);
    reference(P.Functions);
    reference(P.Handlers);
    reference(P.Conventions);
    Out << "},\n";
  }
  Out << "};\n\n} // namespace\n\n"
         "llvm::ArrayRef<Library> builtinLibraries() { return Table"
      << Table << "; }\n\n} // namespace tether::model\n";
}

int generate(const char *Output, ArrayRef<char *> Inputs) {
  std::vector<std::unique_ptr<UserLibrary>> Libraries;
  bool Failed = false;
  for (StringRef File : Inputs) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(File);
    if (!Text) {
      errs() << File << ": error: " << Text.getError().message() << '\n';
      Failed = true;
      continue;
    }
    LoadError Error;
    if (auto L = UserLibrary::parse(File, (*Text)->getBuffer(), Error)) {
      Libraries.push_back(std::move(L));
      continue;
    }
    errs() << Error.str("error: ") << '\n';
    Failed = true;
  }
  if (Failed)
    return 1;

  auto Name = [](const auto &L) { return L->library().Name; };
  sort(Libraries,
       [&](const auto &A, const auto &B) { return Name(A) < Name(B); });
  for (size_t I = 1; I < Libraries.size(); ++I)
    if (Name(Libraries[I - 1]) == Name(Libraries[I])) {
      errs() << Libraries[I]->library().Origin << ": error: library '"
             << Name(Libraries[I]) << "' is also described in "
             << Libraries[I - 1]->library().Origin << '\n';
      return 1;
    }

  std::error_code Error;
  raw_fd_ostream Out(Output, Error);
  if (Error) {
    errs() << Output << ": error: " << Error.message() << '\n';
    return 1;
  }
  Printer(Out).libraries(Libraries);
  Out.close();
  if (Out.has_error()) {
    errs() << Output << ": error: " << Out.error().message() << '\n';
    return 1;
  }
  return 0;
}

} // namespace

} // namespace tether::model

int main(int Count, char **Arguments) {
  if (Count < 3) {
    errs() << "usage: " << Arguments[0] << " OUTPUT INPUT...\n";
    return 2;
  }
  return tether::model::generate(Arguments[1],
                                 ArrayRef(Arguments + 2, Count - 2));
}
