//===- Check.cpp - tether model check -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit that does not include all headers of a library says nothing against
// the names in the others, so a name is wrong only if none of the units that
// use the library has it. A unit with errors can show that a name exists and
// not that it does not.
//
//===----------------------------------------------------------------------===//

#include "checks/model/LibraryLookup.h"
#include "checks/model/Loader.h"
#include "driver/commands/model/Model.h"
#include "driver/judge/Outcome.h"
#include "driver/report/Wording.h"
#include "driver/run/Schedule.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include <atomic>
#include <mutex>

using namespace tether::model;
using State = LibraryLookup::State;

namespace tether {

namespace {

/// What became of the library's names in all units so far.
class Evidence {
public:
  explicit Evidence(const Library &L) : L(L) {}

  void add(clang::ASTContext &Context, bool HasErrors) {
    std::vector<LibraryLookup::Status> Found =
        LibraryLookup(Context, L).check();
    if (HasErrors)
      for (LibraryLookup::Status &S : Found)
        if (S.S != State::Found)
          S.S = State::NotLookedFor;
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!HasErrors)
      ++CleanUnits;
    if (Found.empty())
      return;
    if (Names.empty())
      Names = std::move(Found);
    else
      for (size_t I = 0; I != Names.size(); ++I)
        Names[I].S = std::max(Names[I].S, Found[I].S);
    if (llvm::all_of(Names, [](const auto &S) { return S.S == State::Found; }))
      Complete = true;
  }

  const Library &L;
  std::mutex Mutex;
  /// The same names in the same order as in every unit; empty while no unit
  /// has the library.
  std::vector<LibraryLookup::Status> Names;
  size_t CleanUnits = 0;
  std::atomic<bool> Complete = false;
};

class Printer {
public:
  Printer(const UserLibrary &U, const Evidence &E, llvm::raw_ostream &Out)
      : U(U), E(E), Out(Out) {}

  ExitStatus print() {
    if (E.Names.empty())
      return neverSeen();
    for (const LibraryLookup::Status &S : E.Names)
      printMissing(S);
    size_t Found = llvm::count_if(
        E.Names, [](const auto &S) { return S.S == State::Found; });
    Out << E.L.Name << ": " << Found << " of " << E.Names.size()
        << " names found\n";
    if (Found == E.Names.size())
      return Clean;
    return Undecided ? Incomplete : HasFindings;
  }

private:
  ExitStatus neverSeen() {
    // A file that describes nothing has nothing that could be wrong.
    if (E.L.Types.empty() && E.L.Functions.empty() && E.L.Handlers.empty()) {
      Out << E.L.Name << ": no names\n";
      return Clean;
    }
    std::vector<std::string> Quoted;
    for (llvm::StringRef Name : E.L.Namespaces)
      Quoted.push_back("'" + Name.str() + "'");
    error(Quoted.empty() ? "" : E.L.Namespaces.front())
        << "no analysed file includes anything of namespace "
        << llvm::join(Quoted, " or ") << '\n';
    return E.CleanUnits ? HasFindings : Incomplete;
  }

  void printMissing(const LibraryLookup::Status &S) {
    switch (S.S) {
    case State::Found:
    case State::NotLookedFor:
      // Of a type that does not exist, no member is missing.
      if (S.S == State::Found || (!S.Class.empty() && !isFound(S.Class)))
        return;
      error(S.Name) << "'" << S.Name
                    << "' is not found, but files that may declare it have "
                       "errors\n";
      Undecided = true;
      return;
    case State::Missing:
      if (S.Class.empty())
        error(S.Name) << "no analysed file declares '" << S.Name << "'\n";
      else
        error(S.Name) << "'" << S.Class << "' has no member '"
                      << llvm::StringRef(S.Name).drop_front(S.Class.size() + 2)
                      << "'\n";
      return;
    case State::Incomplete:
      if (OnlyDeclared.insert(S.Class).second)
        error(S.Class) << "'" << S.Class
                       << "' is declared but not defined in the analysed "
                          "files; its members cannot be looked up\n";
      return;
    }
  }

  bool isFound(llvm::StringRef Name) const {
    return llvm::any_of(E.Names, [&](const LibraryLookup::Status &S) {
      return S.Name == Name && S.S == State::Found;
    });
  }

  llvm::raw_ostream &error(llvm::StringRef Name) {
    UserLibrary::Place At = U.place(Name);
    return Out << LoadError{E.L.Origin.str(), At.Line, At.Column, ""}.str(
               "error: ");
  }

  const UserLibrary &U;
  const Evidence &E;
  llvm::raw_ostream &Out;
  llvm::StringSet<> OnlyDeclared;
  bool Undecided = false;
};

std::unique_ptr<UserLibrary> load(const std::string &File,
                                  llvm::raw_ostream &Err) {
  LoadError Wrong{File, 0, 0, ""};
  std::unique_ptr<UserLibrary> Result;
  if (auto Text = llvm::MemoryBuffer::getFile(File))
    Result = UserLibrary::parse(File, (*Text)->getBuffer(), Wrong);
  else
    Wrong.Message = "cannot read this model: " + Text.getError().message();
  if (!Result)
    Err << Wrong.str("error: ") << '\n';
  return Result;
}

} // namespace

ExitStatus checkModel(const ModelCheckRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  std::unique_ptr<UserLibrary> User = load(Request.File, Err);
  if (!User)
    return Error;
  ExitStatus Status = Clean;
  std::optional<UnitSet> Found =
      allUnits(Request.Where, Request.Config, Err, Status);
  if (!Found)
    return Status;

  Evidence E(User->library());
  std::vector<UnitResult> Results(Found->Units.size());
  forAll(Found->Units.size(), Request.Jobs, [&](size_t I) {
    if (E.Complete)
      return;
    const Unit &U = Found->Units[I];
    Results[I].File = U.File;
    Results[I].Failed = parse(U, Bodies::Skipped,
                              [&](clang::ASTContext &Context, bool HasErrors) {
                                E.add(Context, HasErrors);
                              });
  });

  // Which units were tried before all was found depends on the threads.
  if (!E.Complete) {
    llvm::SmallString<256> Here;
    llvm::vfs::getRealFileSystem()->getRealPath(".", Here);
    printProblems(makeReport(std::move(Results), Found->Gone), Here, Err);
  }
  return Printer(*User, E, Out).print();
}

} // namespace tether
