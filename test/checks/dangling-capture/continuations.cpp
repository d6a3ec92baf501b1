// A continuation runs when the task before it is done, which the function that
// adds it need not wait for.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QFuture>
#include <QtCore/QRunnable>
#include <QtCore/QThreadPool>
#include <QtWidgets/QFileDialog>
#include <cpprest/http_client.h>
#include <string>
#include <vector>

using web::http::client::http_client;
using web::http::http_response;
using web::http::methods;

//===--- The C++ REST SDK -----------------------------------------------===//

void dropped(http_client &Client) {
  int Status = 0;
  Client.request(methods::GET, "/").then([&Status](http_response R) { Status = R.status_code(); }); // warn: 'Status'
}

pplx::task<int> returned(http_client &Client, int Offset) {
  return Client.request(methods::GET, "/").then([&](http_response R) { return Offset + R.status_code(); }); // warn: 'Offset'
}

pplx::task<int> copied(http_client &Client, int Offset) {
  return Client.request(methods::GET, "/").then([Offset](http_response R) { return Offset + R.status_code(); });
}

int waitedFor(http_client &Client) {
  int Status = 0;
  Client.request(methods::GET, "/").then([&](http_response R) { Status = R.status_code(); }).wait();
  return Status;
}

void constructed() {
  int Count = 0;
  pplx::task<void> Task([&Count] { ++Count; }); // warn: 'Count'
}

int constructedAndWaitedFor() {
  int Count = 0;
  pplx::task<void> First([&Count] { ++Count; });
  First.then([&Count] { ++Count; }).wait();
  pplx::task<void> Second([&Count] { ++Count; });
  Second.get();
  return Count;
}

std::string waitedForAtTheEnd(http_client &Client) {
  std::string Text;
  auto Last = Client.request(methods::GET, "/")
                  .then([&Text](http_response R) {
                    Text = R.to_string();
                    return R.extract_string();
                  })
                  .then([&Text](std::string More) { Text += More; });
  Last.get();
  return Text;
}

int waitedForEach(http_client &Client) {
  int Sum = 0;
  std::vector<pplx::task<void>> All;
  for (int I = 0; I < 3; ++I)
    All.push_back(Client.request(methods::GET, "/").then([&Sum](http_response R) { Sum += R.status_code(); }));
  for (auto &Each : All)
    Each.wait();
  return Sum;
}

// Who has waited for a task has not waited for what continues it.
int waitedForFirst(http_client &Client) {
  int Status = 0;
  auto First = Client.request(methods::GET, "/");
  auto Next = First.then([&](http_response R) { Status = R.status_code(); }); // warn: 'Status'
  First.wait();
  return Status;
}

//===--- Qt -------------------------------------------------------------===//

void qtDropped() {
  int Pages = 0;
  QtConcurrent::run([] { return 1; }).then([&Pages](int N) { Pages = N; }); // warn: 'Pages'
}

QFuture<int> qtReturned(QObject *Context, int Offset) {
  return QtConcurrent::run([] { return 1; }).then(Context, [&Offset](int N) { return N + Offset; }); // warn: 'Offset'
}

int qtWaitedFor() {
  int Pages = 0;
  auto Done = QtConcurrent::run([] { return 1; }).then(QtFuture::Launch::Sync, [&Pages](int N) { Pages = N; });
  Done.waitForFinished();
  return Pages;
}

class Editor {
public:
  void open(QString Folder) {
    QFileDialog::getOpenFileContent("*", [&](const QString &Name, const QByteArray &Content) { // warn: 'Folder'
      Path = Folder + Name;
      Text = Content;
    });
    QFileDialog::getOpenFileContent("*", [this, Folder](const QString &Name, const QByteArray &) { Path = Folder + Name; });
  }

private:
  QString Path;
  QByteArray Text;
};

void asRunnable(QThreadPool *Pool) {
  int Count = 0;
  Pool->start(QRunnable::create([&Count] { ++Count; })); // warn: 'Count'
}

int asRunnableWaitedFor() {
  int Count = 0;
  QThreadPool Pool;
  Pool.start(QRunnable::create([&Count] { ++Count; }));
  Pool.waitForDone();
  return Count;
}
