//===- Cast.cpp - Who does what in a finding ------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sentences are read by their words. No check is asked for: a phrase means
// the same whoever says it.
//
//===----------------------------------------------------------------------===//

#include "driver/report/html/Cast.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <cstring>
#include <map>
#include <utility>

namespace tether {

namespace {

/// Whom a phrase speaks of.
enum class Who {
  None,
  Here,         ///< The function that the sentence points into.
  Previous,     ///< That of the sentence before.
  OtherContext, ///< What runs there beside the finding.
  Cutter,       ///< The function in which the task is cut loose.
  Task,         ///< The one of the finding.
  Object,       ///< The object that the finding is about; the task, without.
  Lambda,       ///< That has what a coroutine captures.
  Name,         ///< The first name in the phrase.
  Second,       ///< The second one.
  Function,     ///< The first name, which is a function's.
  Destructor,   ///< Of the class with the first name; it has none.
  Handler,      ///< The request handler or callback; the task, without.
  Caller,       ///< Of the finding's function.
  Exit,         ///< The end of the process.
  Nobody,
  SometimesNobody,
};

/// `*` stands for a quoted name.
struct Phrase {
  llvm::StringLiteral Text;
  Who From;
  llvm::StringLiteral Verb;
  Who To;
  bool IsMissing = false;
};

/// What has been read is read once, so a longer phrase stands before those that
/// it contains.
constexpr Phrase Phrases[] = {
    // Findings.
    {"closes *", Who::Here, "closes", Who::Name},
    {"captures * by reference and may still run", Who::Task,
     "captures, may outlive", Who::Name},
    {"captures * by reference and may still be called", Who::Task,
     "captures, may outlive", Who::Name},
    {"captures a pointer to * and may still", Who::Task,
     "has a pointer to, may outlive", Who::Name},
    {"may go on when the lambda is gone", Who::Task, "may outlive",
     Who::Lambda},
    {"is given * by reference and may still run", Who::Task,
     "refers to, may outlive", Who::Name},
    {"that captures it by reference can outlive", Who::Task,
     "captures, can outlive", Who::Object},
    {"that is given it by reference can outlive", Who::Task,
     "refers to, can outlive", Who::Object},
    {"starts a thread", Who::Here, "starts", Who::Task},
    {"starts a task", Who::Here, "starts", Who::Task},
    {"caller can neither wait for nor stop", Who::Caller,
     "cannot wait for or stop", Who::Task, true},
    {"its handle ends in the static variable *", Who::Task, "handle ends in",
     Who::Name},
    {"its handle ends in the member *", Who::Task, "handle ends in", Who::Name},
    {"which nothing joins", Who::Nobody, "joins", Who::Task, true},
    {"its handle is dropped", Who::Here, "drops the handle of", Who::Task},
    {"only the task itself has its handle", Who::Nobody,
     "else has the handle of", Who::Task, true},
    {"it runs in the static pool *", Who::Task, "runs in", Who::Name},
    {"the object that would wait for it is leaked", Who::Here,
     "leaks what would wait for", Who::Task},
    {"is joined after * is destroyed", Who::Task, "joined after the end of",
     Who::Name},
    {"is started before * is initialized", Who::Task, "started before",
     Who::Name},
    {"may read * before it is assigned", Who::Task, "may read too early",
     Who::Name},
    {"may call the virtual *", Who::Task, "may call", Who::Function},
    {"may call the pure virtual *", Who::Task, "may call", Who::Function},
    {"* waits for room in *", Who::Here, "waits for room in", Who::Second},
    {"* is repeated until there is room in *", Who::Here,
     "repeats until there is room in", Who::Second},
    {"is destroyed joinable as soon as it is started", Who::Here,
     "starts and destroys", Who::Task},
    {"on some path nothing joins this", Who::SometimesNobody, "joins",
     Who::Task, true},
    {"nothing joins this", Who::Nobody, "joins", Who::Task, true},
    {"nothing waits for this", Who::Nobody, "waits for", Who::Task, true},
    {"before * is destroyed", Who::Task, "handle in", Who::Name},
    {"before the member * is destroyed", Who::Task, "handle in", Who::Name},
    {"before the static variable * is destroyed", Who::Task, "handle in",
     Who::Name},
    {"* is overwritten", Who::Here, "overwrites", Who::Name},
    {"* is deleted while its thread may be joinable", Who::Here, "deletes",
     Who::Name},
    {"* goes out of scope while its thread may be joinable", Who::Here,
     "destroys", Who::Name},
    {"* dies with its object while its thread may be joinable", Who::Here,
     "does not join", Who::Task},
    {"what is in * is destroyed while its thread", Who::Here,
     "destroys the content of", Who::Name},
    {"the defaulted move assignment of * overwrites *", Who::Name,
     "move assignment overwrites", Who::Second},
    {"nothing will ever wait for this", Who::Nobody, "waits for", Who::Task,
     true},
    {"it is detached", Who::Cutter, "detaches", Who::Task},
    {"its handle dies unjoined", Who::Cutter, "lets go of", Who::Task},
    {"its handle is leaked", Who::Cutter, "leaks the handle of", Who::Task},
    {"its future is dropped", Who::Cutter, "drops the future of", Who::Task},
    {"its handle is lost on the way out", Who::Cutter, "loses the handle of",
     Who::Task},
    {"is abandoned when the timed wait for it gives up", Who::Cutter,
     "gives up waiting for", Who::Task},
    {"refers to the local variable *", Who::Task, "refers to", Who::Name},
    {"refers to what the parameter * names", Who::Task,
     "refers to what is named by", Who::Name},
    {"although it uses *", Who::Task, "uses", Who::Name},
    // Notes.
    {"its thread", Who::Object, "its thread", Who::Task},
    {"is started here", Who::Here, "starts", Who::Task},
    {"the callable is kept here", Who::Here, "keeps", Who::Task},
    {"it is kept here", Who::Here, "keeps", Who::Task},
    {"it is returned here", Who::Here, "returns", Who::Task},
    {"the lambda is gone at the end of this expression", Who::Here, "destroys",
     Who::Lambda},
    {"it is cut loose here", Who::None, "", Who::None},
    {"it receives here", Who::Here, "receives from", Who::Object},
    {"another context sends here", Who::OtherContext, "sends on", Who::Object},
    {"* is declared here", Who::Here, "declares", Who::Name},
    {"* is declared after *", Who::Name, "declared after", Who::Second},
    {"* belongs to a class derived from *", Who::Name,
     "of a class derived from", Who::Second},
    {"* is assigned here", Who::Here, "assigns", Who::Name},
    {"* is initialized here, when the thread runs", Who::Here, "initializes",
     Who::Name},
    {"* belongs to the same iteration", Who::Name, "of the same iteration as",
     Who::Object},
    {"* leads here", Who::Here, "leads to", Who::Previous},
    {"it uses * here", Who::Task, "uses", Who::Name},
    {"it calls * here", Who::Here, "calls", Who::Function},
    {"it is overridden here", Who::Here, "overrides", Who::Object},
    {"called from here", Who::Here, "calls", Who::Previous},
    {"it is registered here", Who::Here, "registers", Who::Handler},
    {"it is given to the event loop here", Who::Here, "gives to the event loop",
     Who::Handler},
    {"this leaves the scope of *", Who::Here, "leaves the scope of", Who::Name},
    {"what this calls throws and leaves the scope of *", Who::Here,
     "throws out of the scope of", Who::Name},
    {"what is thrown before the join is caught here", Who::Here,
     "catches what is thrown before the join of", Who::Task},
    {"this leaves the constructor, and the destructor of * does not run",
     Who::Here, "leaves without the destructor of", Who::Name},
    {"this ends the process without a join", Who::Here,
     "ends the process, does not join", Who::Task, true},
    {"this way out leaves it behind", Who::Here, "leaves behind", Who::Task},
    {"the next iteration overwrites the handle", Who::Here,
     "overwrites the handle of", Who::Task},
    {"* is set back for another start", Who::Here, "sets back", Who::Name},
    {"it is called again", Who::Here, "calls again", Who::Previous},
    {"the thread is told to end and not waited for", Who::Here,
     "tells to end, does not wait for", Who::Task, true},
    {"the task itself sets *", Who::Task, "sets", Who::Name},
    {"which tells * not to join", Who::Task, "tells not to join",
     Who::Function},
    {"this sets *", Who::Here, "sets", Who::Name},
    {"and does not join", Who::Here, "does not join", Who::Task, true},
    {"this wait may give up", Who::Here, "may give up waiting for", Who::Task},
    {"it is joined here", Who::Here, "joins", Who::Task},
    {"it is assigned here", Who::Here, "assigns", Who::Object},
    {"it is destroyed here", Who::Here, "destroys", Who::Object},
    {"at exit the handle is destroyed while it is joinable", Who::Exit,
     "destroys the joinable handle of", Who::Task},
    {"at exit its destructor waits for the task, which never ends", Who::Exit,
     "waits without end for", Who::Task},
    {"at exit its destructor waits for the task", Who::Exit, "waits for",
     Who::Task},
    {"goes on while static objects are destroyed", Who::Exit,
     "does not wait for", Who::Task, true},
    {"when its object dies the handle is destroyed while it is joinable",
     Who::Object, "destroyed with the joinable handle of", Who::Task},
    {"when its object dies its destructor waits for the task, which never ends",
     Who::Object, "when destroyed, waits without end for", Who::Task},
    {"when its object dies its destructor waits for the task", Who::Object,
     "when destroyed, waits for", Who::Task},
    {"when the task ends the handle is destroyed while it is joinable",
     Who::Task, "destroys the joinable handle of", Who::Task},
    {"when the task ends its destructor waits for the task", Who::Task,
     "at its end waits for", Who::Task},
    {"it reports its end here", Who::Task, "reports its end, not always, in",
     Who::Here},
    {"the destructor of * does not wait for it", Who::Here, "does not wait for",
     Who::Task, true},
    {"* has no destructor that would wait for it", Who::Destructor, "waits for",
     Who::Task, true},
};

constexpr llvm::StringLiteral CutNote = "it is cut loose here";
constexpr llvm::StringLiteral MacroNote = "expanded from macro";

/// A message with its quoted names taken out.
struct Sentence {
  std::string Text;
  std::vector<std::string> Names;
};

Sentence sentence(llvm::StringRef Message) {
  Sentence Result;
  while (!Message.empty()) {
    // Not the apostrophe of "another iteration's".
    bool Opens = Message.front() == '\'' &&
                 (Result.Text.empty() || !llvm::isAlnum(Result.Text.back()));
    size_t End = Opens ? Message.find('\'', 1) : llvm::StringRef::npos;
    if (End == llvm::StringRef::npos) {
      Result.Text += Message.front();
      Message = Message.drop_front();
      continue;
    }
    Result.Text += '*';
    Result.Names.push_back(Message.slice(1, End).str());
    Message = Message.drop_front(End + 1);
  }
  return Result;
}

/// "ns::Class::f(int) const" -> "Class::f"
std::string shortName(llvm::StringRef Signature) {
  std::string Name = Signature.str();
  for (size_t At;
       (At = Name.find("(anonymous namespace)::")) != std::string::npos;)
    Name.erase(At, std::strlen("(anonymous namespace)::"));
  size_t Parameters = Name.find('(');
  if (llvm::StringRef(Name).take_front(Parameters).ends_with("operator"))
    Parameters = Name.find('(', Parameters + 1);
  llvm::StringRef Rest = llvm::StringRef(Name).take_front(Parameters);
  // The last two parts, seen from behind and past template arguments.
  unsigned Depth = 0, Parts = 0;
  for (size_t I = Rest.size(); I-- > 1;) {
    if (Rest[I] == '>')
      ++Depth;
    else if (Rest[I] == '<' && Depth)
      --Depth;
    else if (Depth == 0 && Rest[I] == ':' && Rest[I - 1] == ':' && ++Parts == 2)
      return Rest.drop_front(I + 1).str();
  }
  return Rest.str();
}

class Reader {
public:
  explicit Reader(const Finding &F) {
    Messages.push_back({F.Message, &F.Where, F.Function});
    for (const Note &N : F.Notes)
      Messages.push_back({N.Message, &N.Where, N.Function});
    for (size_t I = 1; I < Messages.size(); ++I) {
      if (Messages[I].Text == CutNote)
        Cut = I;
      for (llvm::StringRef Name : {"request handler", "callback"})
        if (Messages[I].Text == ("this is the " + Name).str()) {
          Handler = I;
          HandlerName = Name;
        }
    }
    for (llvm::StringRef Word : {"thread", "task", "callable", "coroutine"})
      if (TaskName.empty() && llvm::any_of(Messages, [&](const Message &M) {
            return M.Text.contains(Word);
          }))
        TaskName = Word;
    if (TaskName.empty())
      TaskName = "task";
  }

  Cast read() {
    for (size_t I = 0; I < Messages.size(); ++I)
      read(I);
    // The function of "this thread".
    if (Messages[0].Text.contains(("this " + TaskName).str()) &&
        !areRelated(here(0), task()))
      relate({here(0), task(), "", 1});
    else if (!llvm::any_of(Result.Relations, [&](const Relation &R) {
               return R.From == here(0) || R.To == here(0);
             }))
      Result.Actors[here(0)].Places.push_back(1);
    return std::move(Result);
  }

private:
  struct Message {
    llvm::StringRef Text;
    const Location *Where;
    llvm::StringRef Function;
  };

  void read(size_t I) {
    Sentence S = sentence(Messages[I].Text);
    bool IsKnown = I == 0 || llvm::StringRef(S.Text).starts_with(MacroNote);
    for (const Phrase &P : Phrases) {
      size_t At = S.Text.find(P.Text);
      if (At == std::string::npos)
        continue;
      IsKnown = true;
      size_t Skipped = llvm::StringRef(S.Text).take_front(At).count('*');
      apply(P, llvm::ArrayRef(S.Names).drop_front(Skipped), I);
      // The names after it keep their numbers.
      for (char &C : llvm::MutableArrayRef(&S.Text[At], P.Text.size()))
        C = C == '*' ? '*' : ' ';
    }
    if (!IsKnown)
      Result.Actors[here(I)].Places.push_back(I + 1);
  }

  void apply(const Phrase &P, llvm::ArrayRef<std::string> Names, size_t I) {
    if (P.From == Who::None)
      return;
    if (P.From == Who::Cutter)
      I = Cut;
    size_t From = resolve(P.From, Names, I);
    relate({From, resolve(P.To, Names, I), P.Verb.str(),
            static_cast<unsigned>(I + 1), P.IsMissing});
  }

  size_t resolve(Who W, llvm::ArrayRef<std::string> Names, size_t I) {
    switch (W) {
    case Who::Here:
    case Who::Cutter:
      return here(I);
    case Who::Previous:
      return here(I - 1);
    case Who::OtherContext:
      // Lambdas have no name but that of the function around them.
      return here(I) == here(0)
                 ? actor(Actor::Kind::Function, "another context")
                 : here(I);
    case Who::Task:
      return task();
    case Who::Object:
      return object();
    case Who::Name:
      return named(Actor::Kind::Object, Names[0], I);
    case Who::Second:
      return named(Actor::Kind::Object, Names[1], I);
    case Who::Function:
      return named(Actor::Kind::Function, Names[0], I);
    case Who::Destructor:
      return actor(Actor::Kind::Absent, "no destructor of " + Names[0]);
    case Who::Handler:
      return Handler ? here(Handler) : task();
    case Who::Lambda:
      return actor(Actor::Kind::Object, "the lambda");
    case Who::Exit:
      return actor(Actor::Kind::Function, "the end of the process");
    case Who::Caller:
      return actor(Actor::Kind::Absent, "its caller");
    case Who::Nobody:
      return actor(Actor::Kind::Absent, "nobody");
    case Who::SometimesNobody:
      return actor(Actor::Kind::Absent, "nobody, on some path");
    case Who::None:
      break;
    }
    llvm_unreachable("stands for nobody");
  }

  size_t here(size_t I) {
    const Message &M = Messages[I];
    // What comes right before the handler is what it does itself.
    if (Handler && (I == Handler || I + 1 == Handler))
      return actor(Actor::Kind::Function, HandlerName);
    if (M.Function.empty())
      return actor(Actor::Kind::Function,
                   llvm::sys::path::filename(M.Where->File));
    return actor(Actor::Kind::Function, M.Function, shortName(M.Function));
  }

  size_t task() { return actor(Actor::Kind::Task, TaskName); }

  size_t object() {
    if (Object == None) {
      std::vector<std::string> Names = sentence(Messages[0].Text).Names;
      Object = Names.empty() ? task() : actor(Actor::Kind::Object, Names[0]);
    }
    return Object;
  }

  size_t named(Actor::Kind K, llvm::StringRef Name, size_t I) {
    size_t Result = actor(K, Name);
    if (I == 0 && Object == None)
      Object = Result;
    return Result;
  }

  size_t actor(Actor::Kind K, llvm::StringRef Id, llvm::StringRef Name = "") {
    auto [Entry, IsNew] =
        Indices.try_emplace({K, Id.str()}, Result.Actors.size());
    if (IsNew)
      Result.Actors.push_back({K, (Name.empty() ? Id : Name).str(), {}});
    return Entry->second;
  }

  void relate(Relation R) { Result.Relations.push_back(std::move(R)); }

  bool areRelated(size_t A, size_t B) {
    return llvm::any_of(Result.Relations, [&](const Relation &R) {
      return R.From == A && R.To == B;
    });
  }

  static constexpr size_t None = -1;

  std::vector<Message> Messages; ///< The finding's, then those of its notes.
  size_t Cut = 0;                ///< Where the task is cut loose.
  size_t Handler = 0;            ///< The note about it; 0: there is none.
  llvm::StringRef HandlerName;   ///< As that note calls it.
  llvm::StringRef TaskName;
  size_t Object = None; ///< The first thing that the finding names.
  std::map<std::pair<Actor::Kind, std::string>, size_t> Indices;
  Cast Result;
};

} // namespace

Cast castOf(const Finding &F) { return Reader(F).read(); }

} // namespace tether
