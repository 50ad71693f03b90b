package magpie.gateway.v1.json;

import java.util.Locale;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.gateway.http.Answer;
import magpie.gateway.json.JsonBytes;

/** Problem details (RFC 9457): how this API reports errors. */
public final class Problems {
    private static final String TYPE = "application/problem+json";

    private Problems() {}

    /** Returns the answer to a fault. */
    public static Answer answer(int status, ServiceException fault) {
        String code = fault.code().name();
        JsonBytes json = new JsonBytes().open();
        json.name("type")
                .text("urn:magpie:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("title").text(title(code));
        json.name("status").number(status);
        json.name("detail").text(fault.safeMessage());
        json.name("code").text(code);
        if (!fault.errors().isEmpty()) {
            json.name("errors").openList();
            for (FieldError error : fault.errors()) {
                json.open().name("field").text(error.field());
                json.name("message").text(error.message()).close();
            }
            json.closeList();
        }
        return Answer.json(status, TYPE, json.close());
    }

    private static String title(String code) {
        return code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
