#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace cpsaudit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// The findings of a tree at errors and warnings, and where else each of them points.
class Stories {
 public:
  explicit Stories(const Folder& tree) {
    const Outcome outcome = run("scan . --sarif - --fail-on never --no-config", tree.path());
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const nlohmann::json log = nlohmann::json::parse(outcome.out);
    for (const auto& result : log["runs"][0]["results"]) {
      const std::string level = result.value("level", "warning");
      if (result["kind"] != "fail" || level == "note") continue;
      std::vector<std::string>& related = told_[place_of(result["locations"][0])];
      for (const auto& location : result.value("relatedLocations", nlohmann::json::array())) {
        related.push_back(place_of(location));
      }
      ++count_[place_of(result["locations"][0])];
      message_[place_of(result["locations"][0])] = result["message"]["text"];
    }
  }

  /// "path:line" of the places that the finding there points at.
  const std::vector<std::string>& at(const std::string& place) {
    EXPECT_EQ(count_[place], 1) << place;
    return told_[place];
  }
  const std::string& message(const std::string& place) { return message_[place]; }
  std::vector<std::string> places() const {
    std::vector<std::string> places;
    for (const auto& entry : told_) places.push_back(entry.first);
    return places;
  }

 private:
  static std::string place_of(const nlohmann::json& location) {
    const auto& place = location["physicalLocation"];
    std::string text = place["artifactLocation"]["uri"];
    if (place.contains("region")) text += ":" + std::to_string(place["region"]["startLine"].get<int>());
    return text;
  }

  std::map<std::string, std::vector<std::string>> told_;
  std::map<std::string, int> count_;
  std::map<std::string, std::string> message_;
};

void link(const Folder& tree, const std::string& path, const std::string& target) {
  std::filesystem::create_directories(std::filesystem::path(tree.path(path)).parent_path());
  std::filesystem::create_symlink(target, tree.path(path));
}

TEST(Story, ARouterThatLetsTheUplinkIn) {
  Folder tree;
  tree.with("etc/passwd", "root:x:0:0:root:/root:/bin/ash\nsupport:x:1000:1000:s:/home/support:/bin/ash\n")
      .with("etc/shadow", "root:*:18000:0:99999:7:::\nnetwork:*:0:0:99999:7:::\nsupport::18000:0:99999:7:::\n")
      .with("etc/openwrt_release", "DISTRIB_ID='OpenWrt'\n")
      .with("etc/inittab", "::sysinit:/etc/init.d/rcS S boot\n::askconsole:/usr/libexec/login.sh\n")
      .with("etc/init.d/telnet",
            "#!/bin/sh /etc/rc.common\nSTART=50\nstart() {\n  /usr/sbin/telnetd -l /bin/login.sh\n}\n")
      .with("etc/config/dropbear", "config dropbear\n\toption RootPasswordAuth 'on'\n\toption Port '22'\n")
      .with("etc/uci-defaults/90-vendor",
            "#!/bin/sh\nuci set dropbear.@dropbear[0].RootPasswordAuth='off'\nuci commit\n")
      .with("etc/config/firewall",
            "config rule\n\toption src 'wan'\n\toption proto 'tcp'\n\toption dest_port '23'\n\toption target 'ACCEPT'\n"
            "config rule\n\toption src 'wan'\n\toption proto 'tcp'\n\toption dest_port '1883'\n\toption target "
            "'ACCEPT'\n")
      .with("etc/mosquitto/mosquitto.conf", "listener 1883\nallow_anonymous true\n")
      .with("etc/opkg.conf", "dest root /\noption check_signature\n")
      .with("bin/busybox", "")
      .with("lib/libc.so", "");
  link(tree, "etc/rc.d/S50telnet", "../init.d/telnet");
  Stories stories(tree);
  EXPECT_THAT(stories.at("etc/shadow:3"), Contains("etc/init.d/telnet:4")) << "blank, and a login is offered";
  EXPECT_THAT(stories.at("etc/config/firewall:4"), Contains("etc/shadow:3")) << "the uplink, and a login behind it";
  EXPECT_THAT(stories.at("etc/mosquitto/mosquitto.conf:2"), Contains("etc/config/firewall:9"));
  EXPECT_THAT(stories.at("etc/opkg.conf:2"), Not(IsEmpty())) << "updates are checked, and there is no key";
  EXPECT_THAT(stories.places(), Not(Contains("etc/config/firewall:9"))) << "told with the broker";
  EXPECT_THAT(stories.places(), Not(Contains("etc/config/dropbear:2"))) << "the first start changes it";
}

TEST(Story, ADeviceWithAConsoleAndAnUpdateAgent) {
  Folder tree;
  tree.with("etc/passwd", "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:d:/usr/sbin:/bin/false\n")
      .with("etc/shadow", "root::10933:0:99999:7:::\ndaemon:*:10933:0:99999:7:::\n")
      .with("etc/inittab", "::sysinit:/etc/init.d/rcS\nttyS0::respawn:/sbin/getty -L ttyS0 115200 vt100\n")
      .with("etc/swupdate.cfg", "globals :\n{\n\tpublic-key-file = \"/etc/swupdate-public.pem\";\n};\n")
      .with("etc/iptables/rules.v4",
            "*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m multiport --dports 22,502 -j "
            "ACCEPT\nCOMMIT\n")
      .with("etc/init.d/S99modbus", "#!/bin/sh\n/usr/bin/mbusd -P 502 -A 0.0.0.0 -p /dev/ttyS1\n")
      .with("bin/busybox", "")
      .with("lib/libc.so.6", "");
  Stories stories(tree);
  EXPECT_THAT(stories.at("etc/shadow:1"), ElementsAre("etc/inittab:2"));
  EXPECT_THAT(stories.at("etc/swupdate.cfg:3"), Contains("lib/libc.so.6:1")) << "the image is whole, and has no key";
  EXPECT_THAT(stories.at("etc/init.d/S99modbus:2"), ElementsAre("etc/iptables/rules.v4:4"));
}

TEST(Story, AGatewayWhoseFirstStartMendsTheDefaults) {
  Folder tree;
  tree.with("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
      .with("etc/passwd", "root:x:0:0:root:/root:/bin/bash\nadmin:x:1000:1000:A:/home/admin:/bin/bash\n")
      .with("etc/shadow",
            "root:*:19000:0:99999:7:::\n"
            "admin:$6$ab12cd34ef$JEKhdRjEC9zqb9vDLVGXcXyHV2"
            "lkDMRkynBrCCl1R4OOhakHmxEfai/AQ9QHj.gzEXNUklW11GuleCG/VkVUf/:19000:0:99999:7:::\n")
      .with("etc/mosquitto/mosquitto.conf", "listener 1883 0.0.0.0\nallow_anonymous true\n")
      .with("etc/nftables.conf",
            "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tiif \"lo\" "
            "accept\n\t\ttcp dport { 22, 443, 1883 } accept\n\t}\n}\n")
      .with("etc/nginx/sites-available/old", "server {\n\tlisten 8080;\n\tautoindex on;\n}\n")
      .with("etc/nginx/sites-available/default", "server {\n\tlisten 443 ssl;\n\tautoindex on;\n}\n")
      .with("etc/mender/mender.conf", "{\n  \"ArtifactVerifyKey\": \"/etc/mender/key.pem\"\n}\n")
      .with("usr/local/sbin/firstboot.sh", "#!/bin/sh\nchage -d 0 admin\n")
      .with("usr/lib/libc.so.6", "");
  link(tree, "etc/nginx/sites-enabled/default", "/etc/nginx/sites-available/default");
  Stories stories(tree);
  EXPECT_THAT(stories.at("etc/shadow:2"), Contains("usr/local/sbin/firstboot.sh:2"));
  EXPECT_THAT(stories.message("etc/shadow:2"), testing::HasSubstr("until a script changes it"));
  EXPECT_THAT(stories.at("etc/mosquitto/mosquitto.conf:2"), Contains("etc/nftables.conf:5"));
  EXPECT_THAT(stories.at("etc/mender/mender.conf:2"), Contains("usr/lib/libc.so.6:1"));
  EXPECT_THAT(stories.places(), Contains("etc/nginx/sites-available/default:3"));
  EXPECT_THAT(stories.places(), Not(Contains("etc/nginx/sites-available/old:3"))) << "no link switches it on";
}

/// A device with a blank password and telnet whose first start runs `script`.
Stories first_start(const std::string& script) {
  Folder tree;
  tree.with("etc/os-release", "ID=acme\n")
      .with("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
      .with("etc/shadow", "root::19000:0:99999:7:::\n")
      .with("etc/inetd.conf", "telnet stream tcp nowait root /usr/sbin/telnetd telnetd -i\n")
      .with("etc/init.d/S20first", "#!/bin/sh\nPW=$(/usr/sbin/mkpw)\n" + script + "\n")
      .with("bin/busybox", "");
  return Stories(tree);
}

TEST(Story, AnAccountThatGetsItsPasswordAtTheFirstStart) {
  for (const char* script :
       {"echo \"root:$PW\" | chpasswd", "chpasswd <<EOF\nroot:$PW\nEOF", "printf 'root:%s\\n' \"$PW\" | chpasswd",
        "sed -i \"s|^root:[^:]*:|root:$(openssl passwd -6 $PW):|\" /etc/shadow",
        "sed -i 's/^root::/root:!:/' /etc/shadow", "passwd root <<EOF\n$PW\n$PW\nEOF"}) {
    Stories stories = first_start(script);
    EXPECT_THAT(stories.message("etc/shadow:1"), testing::HasSubstr("until a script changes it")) << script;
    EXPECT_THAT(stories.at("etc/shadow:1"), Contains(testing::StartsWith("etc/init.d/S20first:"))) << script;
  }
  for (const char* script : {"echo \"operator:$PW\" | chpasswd", "echo 'root:admin' | chpasswd",
                             "sed -i 's/^root::/root:$6$ab$cd:/' /etc/shadow"}) {
    Stories stories = first_start(script);
    EXPECT_THAT(stories.message("etc/shadow:1"), testing::HasSubstr("offers a login")) << script;
  }
}

TEST(Story, ALineThatTheFirstStartChangesInWhateverSectionItStands) {
  Folder tree;
  tree.with("etc/mosquitto/mosquitto.conf", "listener 1883\nallow_anonymous true\n")
      .with("etc/os-release", "ID=acme\n")
      .with("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
      .with("usr/bin/first.sh",
            "#!/bin/sh\nsed -i 's/^allow_anonymous .*/allow_anonymous false/' /etc/mosquitto/mosquitto.conf\n");
  EXPECT_THAT(Stories(tree).at("etc/mosquitto/mosquitto.conf:2"), ElementsAre("usr/bin/first.sh:2"));
  tree.with("usr/bin/first.sh",
            "#!/bin/sh\nsed -i 's/^allow_anonymous .*/allow_anonymous false/' /etc/mosquitto/other.conf\n");
  EXPECT_THAT(Stories(tree).at("etc/mosquitto/mosquitto.conf:2"), IsEmpty());
}

TEST(Story, APortThatAScriptOpensInTheFirewall) {
  Folder tree;
  tree.with("etc/redis/redis.conf", "bind 0.0.0.0\nport 6379\nprotected-mode no\n")
      .with("etc/os-release", "ID=debian\n")
      .with("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
      .with("usr/bin/rules.sh", "#!/bin/sh\nufw default deny incoming\nufw allow 6379/tcp\n");
  EXPECT_THAT(Stories(tree).at("etc/redis/redis.conf:3"), ElementsAre("usr/bin/rules.sh:3"));
  tree.with("usr/bin/rules.sh", "#!/bin/sh\nufw allow from 10.0.0.0/8 to any port 6379\nufw allow 22/tcp\n");
  EXPECT_THAT(Stories(tree).at("etc/redis/redis.conf:3"), IsEmpty());
}

TEST(Story, AnUplinkThatIsOpenAndWhatAnswersThere) {
  Folder tree;
  tree.with("etc/config/firewall", "config zone\n\toption name 'wan'\n\toption input 'ACCEPT'\n")
      .with("etc/config/uhttpd", "config uhttpd 'main'\n\tlist listen_http '0.0.0.0:80'\n\toption redirect_https '1'\n")
      .with("etc/openwrt_release", "DISTRIB_ID='OpenWrt'\n")
      .with("etc/passwd", "root:x:0:0:root:/root:/bin/ash\n");
  EXPECT_THAT(Stories(tree).at("etc/config/firewall:3"), ElementsAre("etc/config/uhttpd:2"));
  tree.with("etc/config/uhttpd", "config uhttpd 'main'\n\tlist listen_http '127.0.0.1:80'\n");
  EXPECT_THAT(Stories(tree).at("etc/config/firewall:3"), IsEmpty());
}

/// The findings of a node of ESP-IDF whose sources take everything from options.
Stories node(const std::string& options) {
  Folder tree;
  tree.with("main/main.c",
            "#include \"esp_wifi.h\"\n#include \"esp_http_client.h\"\n#include \"esp_https_ota.h\"\n"
            "#define FIRMWARE CONFIG_NODE_SOURCE\n"
            "void join(void)\n{\n    wifi_config_t cfg = {\n"
            "        .sta = { .ssid = CONFIG_NODE_NET, .password = CONFIG_NODE_WORD },\n    };\n"
            "    esp_wifi_set_config(WIFI_IF_STA, &cfg);\n}\n"
            "void ota(void)\n{\n    esp_http_client_config_t config = {\n        .url = FIRMWARE, .crt_bundle_attach = "
            "esp_crt_bundle_attach,\n    };\n"
            "    esp_https_ota_config_t ota_config = { .http_config = &config };\n    esp_https_ota(&ota_config);\n}\n")
      .with(
          "main/Kconfig.projbuild",
          "config NODE_NET\n    string \"Network\"\n    default \"pumpnet\"\n\nconfig NODE_WORD\n    string \"Word\"\n"
          "    default \"Wasser-2041\"\n\nconfig NODE_SOURCE\n    string \"From where\"\n"
          "    default \"http://fw.pumpworks.example/node.bin\"\n")
      .with("sdkconfig.defaults", "CONFIG_IDF_TARGET=\"esp32\"\n" + options);
  return Stories(tree);
}

TEST(Story, AnOptionIsToldWhereItIsSetAndNamesTheSourceThatReliesOnIt) {
  Stories defaults = node("");
  EXPECT_THAT(defaults.places(), Contains("main/Kconfig.projbuild:7"));
  EXPECT_THAT(defaults.places(), Contains("main/Kconfig.projbuild:11"));
  EXPECT_THAT(defaults.places(), Not(Contains(testing::StartsWith("main/main.c")))) << "told once";
  Stories set =
      node("CONFIG_NODE_WORD=\"Pumpe17Nord\"\nCONFIG_NODE_SOURCE=\"https://fw.pumpworks.example/node.bin\"\n");
  EXPECT_THAT(set.at("sdkconfig.defaults:2"), Contains("main/main.c:8"));
  EXPECT_THAT(set.places(), Not(Contains("main/Kconfig.projbuild:7"))) << "the default does not count";
  EXPECT_THAT(node("CONFIG_NODE_WORD=\"\"\n").places(), Not(Contains(testing::StartsWith("sdkconfig"))));
}

}  // namespace
}  // namespace cpsaudit::test
