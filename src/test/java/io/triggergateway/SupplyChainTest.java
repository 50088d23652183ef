package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The build takes the same parts everywhere, and lists them. */
class SupplyChainTest {
    @Test
    void everyPluginIsPinned() throws Exception {
        assertThat(elements("plugin"))
                .isNotEmpty()
                .filteredOn(plugin -> !isWithinProfile(plugin))
                .allSatisfy(plugin -> assertThat(child(plugin, "version"))
                        .as(child(plugin, "artifactId"))
                        .matches("\\$\\{.+\\.version}|[0-9][0-9.]*"));
    }

    @Test
    void nothingIsTakenInWhateverVersionIsNewest() throws Exception {
        assertThat(elements("properties").getFirst().getTextContent()).doesNotContain("LATEST", "RELEASE", "SNAPSHOT");
        assertThat(elements("dependency"))
                .extracting(dependency -> child(dependency, "version"))
                .noneMatch(version -> version.matches(".*[\\[(,].*|LATEST|RELEASE|.*SNAPSHOT"));
    }

    @Test
    void buildsComeOutAlikeAndListTheirParts() throws Exception {
        assertThat(elements("project.build.outputTimestamp")).hasSize(1);
        assertThat(elements("plugin"))
                .extracting(plugin -> child(plugin, "artifactId"))
                .contains("cyclonedx-maven-plugin");
    }

    private static boolean isWithinProfile(Element element) {
        for (var at = element.getParentNode(); at != null; at = at.getParentNode()) {
            if (at.getNodeName().equals("profile")) {
                return true;
            }
        }
        return false;
    }

    private static String child(Element element, String name) {
        for (var at = element.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at.getNodeName().equals(name)) {
                return at.getTextContent();
            }
        }
        return "";
    }

    private static List<Element> elements(String name) throws Exception {
        var found = pom().getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document pom() throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }
}
