// Request handlers that are registered in a loop.

#include <functional>
#include <httplib.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

using httplib::Request;
using httplib::Response;

struct Route {
  std::string Path;
  std::string Body;
};

void byValue(httplib::Server &Svr, const std::vector<Route> &Routes) {
  for (auto R : Routes)
    Svr.Get(R.Path, [&](const Request &, Response &Res) { Res.body = R.Body; }); // warn: 'R' belongs to one iteration // fix: [&, R]
  for (const auto &R : Routes)
    Svr.Get(R.Path, [&](const Request &, Response &Res) { Res.body = R.Body; });
  for (const auto R : Routes)
    Svr.Post(R.Path, [R](const Request &, Response &Res) { Res.body = R.Body; });
}

void byIndex(httplib::Server &Svr, const std::vector<Route> &Routes) {
  for (std::size_t I = 0; I < Routes.size(); ++I) {
    Svr.Get(Routes[I].Path, [&](const Request &, Response &Res) { Res.body = Routes[I].Body; }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Svr.Get(Routes[I].Path, [&, I](const Request &, Response &Res) { Res.body = Routes[I].Body; });
    const auto &Body = Routes[I].Body;
    Svr.Get(Routes[I].Path, [&Body](const Request &, Response &Res) { Res.body = Body; });
  }
}

void byBinding(httplib::Server &Svr, const std::map<std::string, std::string> &Pages) {
  for (auto [Path, Page] : Pages)
    Svr.Get(Path, [&](const Request &, Response &Res) { Res.body = Page; }); // warn: 'Page' belongs to one iteration
  for (const auto &[Path, Page] : Pages)
    Svr.Get(Path, [&](const Request &, Response &Res) { Res.body = Page; });
  for (auto [Path, Page] : Pages)
    Svr.Get(Path, [Page = Page](const Request &, Response &Res) { Res.body = Page; });
}

class Routes {
public:
  void attach(httplib::Server &Svr) {
    for (int I = 0; I < 3; ++I) {
      std::string Name = "/" + std::to_string(I);
      Svr.Delete(Name, [this, &Name](const Request &, Response &Res) { remove(Name, Res); }); // warn: 'Name' belongs to one iteration // fix: [this, Name]
      Svr.Delete(Name, [this, Name](const Request &, Response &Res) { remove(Name, Res); });
    }
  }

private:
  void remove(const std::string &, Response &);
};
